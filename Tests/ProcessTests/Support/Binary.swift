import Foundation

/// The program under test.
enum Binary {
  /// The path of the built binary: `HOLDFAST_BINARY`, or else the release build of this package.
  ///
  /// - Throws: ``ProcessFailure`` when there is none. A missing program is a failure, never a skipped test.
  static func path() throws -> String {
    let named = ProcessInfo.processInfo.environment["HOLDFAST_BINARY"]
    let path = named ?? packageRoot + "/.build/release/holdfast"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ProcessFailure(
        """
        There is no holdfast program at \(path). Build it with `swift build -c release`, or name one in \
        HOLDFAST_BINARY.
        """)
    }
    return path
  }

  private static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
}
