import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P3: kill -9 during recovery, twice") struct RecoveryTests {
    private static let streams = 150

    @Test("Recovery goes on where it was, and nothing is lost", .timeLimit(.minutes(2)))
    func killDuringRecovery() async throws {
      let findings = try await onThread {
        let script = Script().answering(
          nil, [Script.text("word {n} ", repeat: 2_000, every: "0.05"), Script.finish])
        let server = try ServerProcess(scenario: script)
        return try server.explained { try Self.killTwice(server) }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func killTwice(_ server: ServerProcess) throws -> Findings {
      var findings = Findings()
      try server.start()
      let client = try ChatClient(of: server)
      var readings: [StreamReading] = []
      for index in 0..<streams { readings.append(try client.start("session-\(index)", "question", "Go on.")) }
      for (index, reading) in readings.enumerated() { try reading.read { $0.frames.count >= 3 + index % 7 } }
      server.kill9()
      for reading in readings { try reading.readToEnd() }

      // Streams are taken over one after the other: after the sixth the others are still to be done, and so on.
      for count in [6, 25] {
        try server.launch()
        try Deadline.step.poll("the take-over of \(count) streams", every: 200) {
          takeOvers(server) >= count ? () : nil
        }
        server.kill9()
        findings.check(takeOvers(server) < streams, "recovery was over before the kill")
      }
      try server.start()

      for (index, reading) in readings.enumerated() {
        let session = "session-\(index)"
        let rest = try client.resume(session, after: reading.cursor)
        try rest.readToEnd()
        findings.add(try rest.findingsAtEnd, of: session)
        let stream = WholeStream(frames: reading.frames + rest.frames)
        findings.equal(stream.state, "interrupted", "\(session): state")
        findings.add(
          try KeptStream.findings(of: stream, session: session, message: "question", by: client), of: session)
      }
      return findings
    }

    private static func takeOvers(_ server: ServerProcess) -> Int {
      server.log.split(separator: "\n").count { $0.contains("took a stream over") }
    }
  }
}
