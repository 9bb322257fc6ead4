import TestServers
import Testing

extension RealProcesses {
  @Suite("P1: kill -9 inside the commits") struct CommitCrashTests {
    /// Writes to and syncs of the two write-ahead logs, counted from the moment before the request.
    private static let calls = 1...24

    @Test(
      "A commit is wholly there or not at all, whichever of its writes is the last", .timeLimit(.minutes(3)))
    func killInsideCommits() async throws {
      let lanes = 4
      let results = try await onThreads(lanes) { lane in
        try Self.calls.filter { $0 % lanes == lane }.map { ($0, try Self.kill(at: $0)) }
      }.flatMap { $0 }
      #expect(results.count == Self.calls.count)
      for (call, findings) in results {
        #expect(findings.faults.isEmpty, "call \(call): \(findings.text)")
      }
    }

    /// The server is killed as it enters its n-th call that writes or syncs.
    private static func kill(at call: Int) throws -> Findings {
      let server = try ServerProcess(scenario: .short)
      return try server.explained {
        var findings = Findings()
        try server.start()
        let client = try ChatClient(of: server)
        let tracer = try Tracer(
          server.process?.id ?? 0, calls: "pwrite64,fdatasync",
          fault: "pwrite64,fdatasync:signal=KILL:when=\(call)")
        let reading = try client.start("session", "question", "Be short.")
        try reading.readToEnd()
        findings.add(reading.findingsAtCut, of: "cut")
        // The health check writes every two seconds, so the call comes even when the reply is over.
        findings.equal(try server.waitForEnd(), .signal(9), "end of the server")
        withExtendedLifetime(tracer) {}
        try server.start()
        let rest =
          if reading.cursor != nil {
            try client.resume("session", after: reading.cursor)
          } else {
            try client.start("session", "question", "Be short.")
          }
        try rest.readToEnd(deadline: .after(.seconds(15)))
        findings.add(try rest.findingsAtEnd, of: "resume")
        let stream = WholeStream(frames: reading.frames + rest.frames)
        findings.add(
          try KeptStream.findings(of: stream, session: "session", message: "question", by: client),
          of: "kept")
        return findings
      }
    }
  }
}
