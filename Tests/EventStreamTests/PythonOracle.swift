import Foundation

/// The parser of PyPI `httpx-sse`, run as `Tests/Oracles/sse_oracle.py`.
enum PythonOracle {
  struct Event: Decodable, Hashable {
    var id: String
    var data: String
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Decodes a whole stream; throws when the interpreter is missing or the script fails.
  static func decode(_ stream: [UInt8]) throws -> [Event] {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "sse-oracle-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    // Files instead of pipes: neither side can block the other, however large the stream is.
    let input = directory.appending(path: "stream")
    let output = directory.appending(path: "events")
    let errors = directory.appending(path: "errors")
    try Data(stream).write(to: input)
    try Data().write(to: output)
    try Data().write(to: errors)

    let process = Process()
    process.executableURL = try interpreter()
    process.arguments = [packageRoot.appending(path: "Tests/Oracles/sse_oracle.py").path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()

    guard process.terminationStatus == 0 else {
      let message = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Failure(description: "sse_oracle.py failed with status \(process.terminationStatus): \(message)")
    }
    return try JSONDecoder().decode([Event].self, from: Data(contentsOf: output))
  }

  private static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func interpreter() throws -> URL {
    let path =
      ProcessInfo.processInfo.environment["HOLDFAST_PYTHON"]
      ?? packageRoot.appending(path: ".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(
        description: """
          There is no Python interpreter at \(path). Create a virtual environment with the packages httpx \
          and httpx-sse in .venv at the package root, or name an interpreter that has them in HOLDFAST_PYTHON.
          """)
    }
    return URL(filePath: path)
  }
}
