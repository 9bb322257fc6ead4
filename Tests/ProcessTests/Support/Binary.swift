import Foundation
import TestServers

/// The programs under test.
enum Binary: String, Sendable {
  /// What is shipped.
  case holdfast
  /// The same server, which ends at a point of its work: see `HOLDFAST_FAULT`.
  case faulty = "holdfast-faulty"

  /// The path of the built program: `HOLDFAST_BINARY`, or else the release build of this package.
  ///
  /// - Throws: ``ProcessFailure`` when there is none. A missing program is a failure, never a skipped test.
  func path() throws -> String {
    let named = self == .holdfast ? ProcessInfo.processInfo.environment["HOLDFAST_BINARY"] : nil
    let path = named ?? "\(Self.packageRoot)/.build/release/\(rawValue)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ProcessFailure(
        """
        There is no program at \(path). Build it with `swift build -c release`, or name a holdfast in \
        HOLDFAST_BINARY.
        """)
    }
    return path
  }

  private static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
}
