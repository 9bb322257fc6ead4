import ArgumentParser
import Holdfast
import HoldfastTelemetry
import Logging
import Metrics

/// `holdfast serve`: runs the server.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the server until SIGTERM or SIGINT.",
    discussion: """
      A setting is taken from the flags, else from the environment, else from the file, else it has its default. \
      `holdfast config show` prints them all.

      Ends with status 78 when the configuration is wrong, with 75 when the data directory or a port is in use, and \
      with 1 when something else failed.
      """)

  @OptionGroup var settings: SettingOptions

  func run() async throws {
    let configuration: HoldfastConfiguration
    do {
      configuration = try settings.load().valid()
    } catch {
      throw StandardError.exit(with: error)
    }
    let level = configuration.log.level
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    // For what other code in this process counts; the server is given the registry itself.
    let metrics = PrometheusRegistry(version: HoldfastVersion.current)
    MetricsSystem.bootstrap(metrics)
    do {
      try await Server(configuration: configuration, logger: Logger(label: "holdfast"), metrics: metrics)
        .run()
    } catch {
      let failure = ServerFailure(error, of: configuration)
      StandardError.write("holdfast: \(failure)")
      throw ExitCode(failure.status.rawValue)
    }
  }
}
