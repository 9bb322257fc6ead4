import Foundation
import HoldfastModel

/// The chunk types of PyPI `pydantic-ai-slim`, run as `Tests/Oracles/chunk_oracle.py`.
enum ChunkOracle {
  struct Report: Decodable {
    struct Fault: Decodable, Hashable, CustomStringConvertible {
      var line: Int
      var type: String
      var fault: String
      var description: String { "line \(line), \(type): \(fault)" }
    }

    var chunks: Int
    var types: [String: Int]
    var faults: [Fault]
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Judges chunks in a dialect; throws when the interpreter is missing or the script itself fails.
  static func judge(_ chunks: [Chunk], _ dialect: Dialect) throws -> Report {
    try judge(lines: chunks.map { $0.encoded(for: dialect) }, dialect)
  }

  /// Judges lines of JSON.
  static func judge(lines: [[UInt8]], _ dialect: Dialect) throws -> Report {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "chunk-oracle-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    // Files instead of pipes: neither side can block the other, however many chunks there are.
    let (input, output) = (directory.appending(path: "chunks"), directory.appending(path: "report"))
    let errors = directory.appending(path: "errors")
    try Data(lines.flatMap { $0 + [UInt8(ascii: "\n")] }).write(to: input)
    for file in [output, errors] { try Data().write(to: file) }

    let process = Process()
    process.executableURL = try interpreter()
    process.arguments = [
      packageRoot.appending(path: "Tests/Oracles/chunk_oracle.py").path, dialect == .v5 ? "v5" : "v6",
    ]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()

    let report: Report
    do { report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: output)) } catch {
      let message = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Failure(
        description:
          "chunk_oracle.py ended with status \(process.terminationStatus), without a report: \(message)")
    }
    let isGood = report.faults.isEmpty && report.chunks > 0
    guard process.terminationStatus == (isGood ? 0 : 1), report.chunks == lines.count else {
      throw Failure(
        description: "chunk_oracle.py ended with status \(process.terminationStatus) against its report")
    }
    return report
  }

  private static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func interpreter() throws -> URL {
    let path =
      ProcessInfo.processInfo.environment["HOLDFAST_PYTHON"]
      ?? packageRoot.appending(path: ".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(
        description: """
          There is no Python interpreter at \(path). Create a virtual environment with the packages of \
          Tests/Oracles/requirements.txt in .venv at the package root, or name an interpreter that has them in \
          HOLDFAST_PYTHON.
          """)
    }
    return URL(filePath: path)
  }
}
