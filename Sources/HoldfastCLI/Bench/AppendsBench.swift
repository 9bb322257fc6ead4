import ArgumentParser
import HoldfastBench
import HoldfastModel

/// `holdfast bench appends`: how many appends a second become durable.
struct AppendsBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appends",
    abstract: "Measure durable appends to the embedded stream log, beside a bare loop over SQLite.")

  @OptionGroup var output: BenchOutput
  @Option(help: "How many write at once; the bare loop writes as many rows in a transaction.") var writers =
    64
  @Option(help: "What an append holds, in bytes.") var bytes = 100
  @Option(help: "How long each is measured, in seconds.") var seconds = 3
  @Option(help: "How often both are measured, in turn.") var rounds = 1

  func run() async throws {
    for _ in 0..<rounds {
      let bare = try await BareSQLiteAppends(directory: output.directory, batch: writers, bytes: bytes)
        .run(for: .seconds(seconds))
      let log = try await BenchLog.withTemporary(in: output.directory) { log in
        try await StreamLogAppends(log, writers: writers, bytes: bytes).run(for: .seconds(seconds))
      }
      if output.json {
        let json: JSONValue = [
          "bare": bare.json, "log": log.json, "ratio": .number(JSONNumber(log.rate / bare.rate)),
        ]
        print(json.text)
      } else {
        print("\(bare.text)\n\(log.text)\nratio \((log.rate / bare.rate * 100).rounded() / 100)")
      }
    }
  }
}
