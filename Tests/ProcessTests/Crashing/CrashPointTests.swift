import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P3, P4, P5: kill -9 on both sides of every commit of a reply") struct CrashPointTests {
    @Test(
      "Nothing is lost, nothing is doubled, and the reply ends", .timeLimit(.minutes(2)),
      arguments: CrashPoint.Operation.allCases)
    func crash(at operation: CrashPoint.Operation) async throws {
      let points = CrashPoint.all(of: operation)
      let results = try await onThreads(points.count) { index in
        try CrashTrial(point: points[index]).findings()
      }
      for (point, findings) in zip(points, results) {
        #expect(findings.faults.isEmpty, "\(point): \(findings.text)")
      }
    }

    /// What recovery asks of the stores for each stream that was left behind.
    private static let recoverySteps = [
      "takeOver", "outcome", "settle", "end", "clearPointer", "mark",
    ]

    @Test(
      "A crash in the middle of recovery leaves it to the next start", .timeLimit(.minutes(2)),
      arguments: recoverySteps)
    func crashInRecovery(at operation: String) async throws {
      let sides = ["before", "after"]
      let results = try await onThreads(sides.count) { index in
        try Self.crashInRecovery(fault: "\(operation):\(sides[index]):1")
      }
      for (side, findings) in zip(sides, results) {
        #expect(findings.faults.isEmpty, "\(operation):\(side): \(findings.text)")
      }
    }

    private static func crashInRecovery(fault: String) throws -> Findings {
      let server = try ServerProcess(
        scenario: .everything, settings: ["HOLDFAST_DURABILITY": "process"])
      return try server.explained {
        var findings = Findings()
        try server.start()
        let client = try ChatClient(of: server)
        let reading = try client.start("session", "question", "Tell me everything.")
        try reading.read { $0.frames.count >= 8 }
        server.kill9()
        try reading.readToEnd()
        try server.launch(fault: fault)
        findings.equal(try server.waitForEnd(), .signal(9), "end of the server that recovers")
        try server.start()
        let rest = try client.resume("session", after: reading.cursor)
        try rest.readToEnd()
        findings.add(try rest.findingsAtEnd, of: "resume")
        let stream = WholeStream(frames: reading.frames + rest.frames)
        findings.equal(stream.state, "interrupted", "state")
        findings.add(
          try KeptStream.findings(of: stream, session: "session", message: "question", by: client),
          of: "kept")
        findings.equal(try client.session("session")["activeStreamId"], .null, "pointer")
        return findings
      }
    }
  }
}
