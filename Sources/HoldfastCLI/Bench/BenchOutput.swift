import ArgumentParser

/// What all measurements have.
struct BenchOutput: ParsableArguments {
  @Flag(help: "Print JSON.") var json = false
  @Option(help: "A folder on the disk whose syncs count.") var directory = "."
}
