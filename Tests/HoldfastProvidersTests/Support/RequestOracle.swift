import Foundation
import HoldfastModel

/// The checker of requests, run as `Tests/Oracles/request_oracle.py`.
enum RequestOracle {
  /// A request as it was sent.
  struct Sent: Sendable {
    /// Whose types it must fit: `openai` or `anthropic`.
    var api: String
    /// The members beyond those types that it may have, and then must.
    var quirk: String?
    /// What it was made of.
    var name: String
    /// Its body.
    var body: JSONValue
  }

  /// What is wrong with requests; `nil` when nothing is.
  static func complaint(about requests: [Sent]) throws -> String? {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-requests-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    let lines = requests.map { request -> String in
      let quirk = request.quirk.map { JSONValue.string($0) } ?? .null
      let line: JSONValue = ["api": .string(request.api), "quirk": quirk, "body": request.body]
      return line.text + "\n"
    }
    // Files instead of pipes: neither side can block the other.
    let (input, output) = (
      directory.appendingPathComponent("requests"), directory.appendingPathComponent("output")
    )
    try Data(lines.joined().utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = try interpreter()
    process.arguments = [script.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let said = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    if process.terminationStatus != 0 { return said }
    return said.contains("\"requests\": \(requests.count),") ? nil : "not all were looked at: \(said)"
  }

  private static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let script = packageRoot.appendingPathComponent("Tests/Oracles/request_oracle.py")

  private static func interpreter() throws -> URL {
    let path =
      ProcessInfo.processInfo.environment["HOLDFAST_PYTHON"]
      ?? packageRoot.appendingPathComponent(".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Unexpected(
        "there is no Python interpreter at \(path): run scripts/install, or name one in HOLDFAST_PYTHON")
    }
    return URL(fileURLWithPath: path)
  }
}
