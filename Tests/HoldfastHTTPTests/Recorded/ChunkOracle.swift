import Foundation

/// The checker of chunks, run as `Tests/Oracles/chunk_oracle.py`.
enum ChunkOracle {
  private static let script = TestServer.packageRoot.appendingPathComponent("Tests/Oracles/chunk_oracle.py")

  /// What is wrong with chunks, each a line of JSON; `nil` when nothing is.
  ///
  /// - Parameter clients: Whose fields are right: those of the oldest clients (`v5`), or of newer ones (`v6`).
  static func complaint(about chunks: [String], from clients: String = "v5") throws -> String? {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-chunks-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    // Files instead of pipes: neither side can block the other.
    let (input, output) = (
      directory.appendingPathComponent("chunks"), directory.appendingPathComponent("output")
    )
    try Data(chunks.map { $0 + "\n" }.joined().utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = try interpreter()
    process.arguments = [script.path, clients]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus != 0 else { return nil }
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }

  private static func interpreter() throws -> URL {
    let path =
      ProcessInfo.processInfo.environment["HOLDFAST_PYTHON"]
      ?? TestServer.packageRoot.appendingPathComponent(".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Unexpected(
        "there is no Python interpreter at \(path): run scripts/install, or name one in HOLDFAST_PYTHON")
    }
    guard FileManager.default.fileExists(atPath: script.path) else {
      throw Unexpected("there is no \(script.path)")
    }
    return URL(fileURLWithPath: path)
  }
}
