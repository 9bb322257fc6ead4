import ArgumentParser
import HoldfastBench

/// `holdfast bench seed`: a data folder as a busy server would leave it behind.
struct SeedBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed",
    abstract: "Fill a data folder with saved sessions and running replies of a dead server.")

  @Option(help: "The folder, which should be new.") var dataDir: String
  @Option(help: "How many sessions with a saved reply.") var sessions = 100_000
  @Option(help: "How many sessions whose reply was running.") var open = 10_000

  func run() throws {
    do {
      try SeededStores(directory: dataDir).write(sessions: sessions, open: open)
    } catch let error as LoadError {
      StandardError.write("holdfast: \(error)")
      throw ExitCode.failure
    }
  }
}
