import Holdfast
import HoldfastProviders
import HoldfastSQLite
import HoldfastSecurity
import NIOCore
import SystemPackage
import Testing

/// What the operator is told when a server does not start.
@Suite(.timeLimit(.minutes(1)))
struct ServerFailureTests {
  static let cases: [(any Error, String, ServerFailure.ExitStatus)] = [
    (
      DataDirectoryError(path: "data", reason: .inUse(process: 7)),
      "the data directory data is in use by process 7",
      .temporary
    ),
    (
      DataDirectoryError(path: "data", reason: .notADirectory), "the data directory data is not a directory",
      .failure
    ),
    (
      IOError(errnoCode: Errno.addressInUse.rawValue, reason: "bind"),
      "something listens on 127.0.0.1:8080 or 127.0.0.1:8081 already; see http.port, admin.port", .temporary
    ),
    (
      IOError(errnoCode: Errno.permissionDenied.rawValue, reason: "bind"),
      "listening on 127.0.0.1:8080 or 127.0.0.1:8081 is not permitted; see http.port, admin.port", .failure
    ),
    (
      ScenarioFault(path: "s.json", error: ScenarioError(place: "replies[0]", problem: "unknown name")),
      "the scenario s.json cannot be used: replies[0]: unknown name", .configuration
    ),
    (
      ScenarioFault(
        path: "s.json", error: ScenarioError(place: "s.json", problem: "the file cannot be read")),
      "the scenario s.json cannot be used: the file cannot be read", .configuration
    ),
    (SecurityError(.damagedFile, "the secret file is damaged"), "the secret file is damaged", .failure),
    (CancellationError(), "CancellationError()", .failure),
  ]

  @Test(arguments: cases.indices)
  func errorsAreExplained(_ index: Int) {
    let (error, description, status) = Self.cases[index]
    let failure = ServerFailure(error, of: HoldfastConfiguration())
    #expect(failure.description == description)
    #expect(failure.status == status)
  }

  @Test func aFreePortIsNoSuspect() {
    var configuration = HoldfastConfiguration()
    configuration.http.port = 0
    let failure = ServerFailure(
      IOError(errnoCode: Errno.addressInUse.rawValue, reason: "bind"), of: configuration)
    #expect(failure.description == "something listens on 127.0.0.1:8081 already; see admin.port")
  }
}
