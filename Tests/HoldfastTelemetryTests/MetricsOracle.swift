import Foundation

/// The parser of PyPI `prometheus-client`, run as `Tests/Oracles/metrics_oracle.py`.
enum MetricsOracle {
  /// A metric as the parser read it.
  struct Family: Decodable {
    var name, type, help: String
    var samples: [Sample]

    /// The value of the sample that has these labels and a name that ends so.
    func value(_ suffix: String = "", _ labels: [String: String] = [:]) -> Double? {
      samples.first { $0.name.hasSuffix(suffix) && $0.labels == labels }?.value
    }
  }

  /// One sample of a metric.
  struct Sample: Decodable, Hashable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Reads a text; throws when it is not valid, or when there is no interpreter.
  static func read(_ text: String) throws -> [Family] {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "metrics-oracle-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }

    // Files instead of pipes: neither side can block the other, however long the text is.
    let (input, output) = (directory.appending(path: "text"), directory.appending(path: "metrics"))
    let errors = directory.appending(path: "errors")
    try Data(text.utf8).write(to: input)
    try Data().write(to: output)
    try Data().write(to: errors)
    let process = Process()
    process.executableURL = try interpreter()
    process.arguments = [packageRoot.appending(path: "Tests/Oracles/metrics_oracle.py").path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let message = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
      throw Failure(description: "metrics_oracle.py ended with \(process.terminationStatus): \(message)")
    }
    return try JSONDecoder().decode([Family].self, from: Data(contentsOf: output))
  }

  private static func interpreter() throws -> URL {
    let path =
      ProcessInfo.processInfo.environment["HOLDFAST_PYTHON"]
      ?? packageRoot.appending(path: ".venv/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(
        description: "there is no Python at \(path): run scripts/install test, or name one in HOLDFAST_PYTHON"
      )
    }
    return URL(filePath: path)
  }
}
