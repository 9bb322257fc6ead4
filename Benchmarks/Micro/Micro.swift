import Benchmark
import Workloads

/// The workloads by the clock, for people to look at; what they cost in instructions is checked elsewhere.
let benchmarks: @Sendable () -> Void = {
  for workload in Workload.all {
    let configuration = Benchmark.Configuration(
      metrics: [.wallClock, .throughput], warmupIterations: 1, maxDuration: .seconds(1))
    Benchmark("\(workload.name) × \(workload.repetitions)", configuration: configuration) { _ in
      blackHole(try await workload.run(repetitions: workload.repetitions))
    }
  }
}
