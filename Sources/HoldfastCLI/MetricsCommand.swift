import ArgumentParser
import HoldfastTelemetry

/// `holdfast metrics`, from which `docs/operations/metrics.md` is made.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics", abstract: "Print the reference of all metrics.", shouldDisplay: false)

  func run() { print(MetricReference.markdown, terminator: "") }
}
