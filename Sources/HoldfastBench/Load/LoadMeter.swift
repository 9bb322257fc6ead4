/// Measures what a span of time has cost: the server, the load generator, and the clock.
struct LoadMeter {
  private let processes: [Int32]
  private var began: Int64 = 0
  private var own = ProcessUsage.own
  private var server: ProcessUsage?

  /// Prepares to measure.
  ///
  /// - Parameter processes: The processes of the server; none when they are elsewhere.
  init(server processes: [Int32]) {
    self.processes = processes
    begin()
  }

  /// Begins anew.
  mutating func begin() {
    began = MonotonicTime.now()
    own = .own
    server = processes.isEmpty ? nil : ProcessUsage(of: processes)
  }

  /// Ends, and writes what was measured.
  func end(_ result: inout LoadResult) {
    result.seconds = Double(MonotonicTime.now() - began) / 1e9
    result.clientCPU = ProcessUsage.own.cpuSeconds - own.cpuSeconds
    guard let server else { return }
    let now = ProcessUsage(of: processes)
    result.serverCPU = now.cpuSeconds - server.cpuSeconds
    result.residentBefore = server.residentBytes
    result.residentAfter = now.residentBytes
  }
}
