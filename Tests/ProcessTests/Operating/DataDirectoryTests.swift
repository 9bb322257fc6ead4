import TestServers
import Testing

extension RealProcesses {
  @Suite("One server for one data directory") struct DataDirectoryTests {
    @Test("A second server is refused, and the first goes on", .timeLimit(.minutes(1)))
    func refuseSecondServer() async throws {
      let findings = try await onThread {
        let first = try ServerProcess(scenario: .everything)
        let second = try ServerProcess(scenario: .everything, dataDirectory: first.dataDirectory)
        return try first.explained { try second.explained { try Self.startBoth(first, second) } }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func startBoth(_ first: ServerProcess, _ second: ServerProcess) throws -> Findings {
      var findings = Findings()
      try first.start()
      let client = try ChatClient(of: first)
      let reading = try client.start("session", "question", "Tell me everything.")
      try reading.read { $0.frames.count >= 3 }

      try second.launch()
      findings.equal(try second.waitForEnd(), .exit(75), "end of the second server")
      let holder = first.process.map { "\($0.id)" } ?? "?"
      let message = "holdfast: the data directory \(first.dataDirectory) is in use by process \(holder)"
      findings.equal(second.log, message + "\n", "what the second server says")

      try reading.readToEnd()
      findings.add(try reading.findingsAtEnd, of: "first server")
      findings.equal(WholeStream(frames: reading.frames).state, "finished", "state")

      // The lock goes with the process, however that ends: the other server gets it at the first attempt.
      first.kill9()
      try second.start()
      let messages = try ChatClient(of: second, like: client).messages(in: "session")
      findings.equal(messages.count, 2, "messages that the second server has")
      return findings
    }
  }
}
