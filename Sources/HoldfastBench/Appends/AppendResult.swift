package import HoldfastModel

/// How many appends a second were made durable.
package struct AppendResult: Sendable {
  /// What was measured.
  package var name: String
  package var appends: Int
  package var commits: Int
  package var seconds: Double

  /// Appends a second.
  package var rate: Double { seconds > 0 ? Double(appends) / seconds : 0 }

  /// The result as JSON.
  package var json: JSONValue {
    [
      "name": .string(name), "appends": .number(JSONNumber(appends)), "commits": .number(JSONNumber(commits)),
      "seconds": .number(JSONNumber(seconds)), "appendsPerSecond": .number(JSONNumber(rate)),
    ]
  }

  /// The result in a line.
  package var text: String { "\(name): \(Int(rate)) appends/s in \(commits) commits" }
}
