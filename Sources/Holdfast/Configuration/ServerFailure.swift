import HoldfastSQLite
import HoldfastSecurity
import NIOCore
import SystemPackage

/// Why a server did not start or did not go on, for whoever started it.
public struct ServerFailure: Sendable, Hashable, CustomStringConvertible {
  /// The exit statuses that mean more than that something failed (`sysexits.h`).
  public enum ExitStatus: Int32, Sendable, Hashable {
    /// Something failed.
    case failure = 1
    /// Something else has what is needed; trying again later may help.
    case temporary = 75
    /// The configuration is wrong.
    case configuration = 78
  }

  /// What happened, in one sentence.
  public let description: String
  /// The status to exit with.
  public let status: ExitStatus

  /// Explains an error that a server threw.
  public init(_ error: any Error, of configuration: HoldfastConfiguration) {
    switch error {
    case let error as DataDirectoryError:
      description = error.description
      if case .inUse = error.reason { status = .temporary } else { status = .failure }
    case let error as IOError:
      (description, status) = Self.explanation(of: error, configuration)
    case let error as ScenarioFault:
      description = error.description
      status = .configuration
    case let error as StoreFault:
      description = error.description
      status = .configuration
    case let error as SecurityError:
      description = error.message
      status = .failure
    default:
      description = String(describing: error)
      status = .failure
    }
  }

  private static func explanation(
    of error: IOError, _ configuration: HoldfastConfiguration
  ) -> (String, ExitStatus) {
    let ports = [
      (configuration.http.host, configuration.http.port, Setting.at(\.http.port)),
      (configuration.admin.host, configuration.admin.port, Setting.at(\.admin.port)),
    ].filter { $0.1 != 0 }
    // The system does not say which of the two it was.
    let places = ports.map { "\($0.0):\($0.1)" }.joined(separator: " or ")
    let settings = ports.map(\.2.key).joined(separator: ", ")
    switch Errno(rawValue: error.errnoCode) {
    case .addressInUse: return ("something listens on \(places) already; see \(settings)", .temporary)
    case .addressNotAvailable: return ("\(places) is no address of this machine", .failure)
    case .permissionDenied: return ("listening on \(places) is not permitted; see \(settings)", .failure)
    default: return (error.description, .failure)
    }
  }
}
