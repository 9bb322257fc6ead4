import Foundation
import TestServers

/// The system's programs that the tests take faults from.
enum Tool: String {
  case strace, unshare, nsenter

  /// The path of the program.
  ///
  /// - Throws: ``ProcessFailure`` when there is none, or when it would not work. That is a failure, never a skipped test.
  func path() throws -> String {
    guard geteuid() == 0 else {
      throw ProcessFailure("this test needs root: it mounts file systems and traces processes")
    }
    let folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"]
    let paths = folders.map { "\($0)/\(rawValue)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
      throw ProcessFailure("there is no \(rawValue): `scripts/install test` installs what the tests need")
    }
    return path
  }
}
