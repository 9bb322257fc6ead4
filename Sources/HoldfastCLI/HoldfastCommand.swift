import ArgumentParser
import Holdfast

/// The `holdfast` command.
@main
struct HoldfastCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "holdfast",
    abstract: "A durable streaming server for AI chat.",
    discussion: """
      Every chunk of a reply is committed before anyone sees it, so a reply outlives the browser tab, the network and \
      the server process.
      """,
    version: HoldfastVersion.current,
    subcommands: [
      ServeCommand.self, MigrateCommand.self, ConfigCommand.self, MetricsCommand.self,
      QuotaCommand.self, EffectsCommand.self, BenchCommand.self,
    ])
}
