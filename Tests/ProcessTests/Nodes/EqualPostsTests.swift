import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P4: equal requests to three nodes") struct EqualPostsTests {
    private static let count = 50
    private static let script = Script().answering(
      nil, [Script.delay("0.3"), Script.text("word {n} ", repeat: 40, every: "0.02"), Script.finish])

    @Test("Fifty of them are one claim, one call of the provider and one reply", .timeLimit(.minutes(2)))
    func fifty() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(scenario: Self.script)
        return try group.explained {
          try group.start()
          let clients = try group.clients()
          let readings = try (0..<Self.count).map {
            try clients[$0 % 3].start("session", "question", "Tell me.")
          }
          var findings = Findings()
          for reading in readings {
            try reading.readToEnd()
            findings.add(try reading.findingsAtEnd, of: "answer")
            findings.check(reading.frames == readings[0].frames, "an answer has other frames")
          }
          let stream = WholeStream(frames: readings[0].frames)
          findings.equal(stream.state, "finished", "state")
          findings.equal(try group.total("holdfast_provider_attempts_total"), 1, "calls of the provider")
          for client in clients {
            findings.add(
              try KeptStream.findings(of: stream, session: "session", message: "question", by: client),
              of: "kept")
          }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A stop at any node ends the reply of another", .timeLimit(.minutes(2)))
    func stopElsewhere() async throws {
      let findings = try await onThread {
        let endless = Script().answering(
          nil, [Script.text("word {n} ", repeat: 100_000, every: "0.05"), Script.finish])
        let group = try NodeGroup(scenario: endless)
        return try group.explained {
          try group.start()
          let clients = try group.clients()
          let reading = try clients[0].start("session", "question", "Go on.")
          try reading.read { $0.frames.count >= 5 }
          let elsewhere = try clients[1].resume("session", after: nil)
          try elsewhere.read { $0.frames.count >= 5 }
          var findings = Findings()
          findings.equal(try clients[2].stop("session"), "stopped", "stop")
          try reading.readToEnd()
          try elsewhere.readToEnd()
          findings.add(try reading.findingsAtEnd, of: "reader")
          findings.check(elsewhere.frames == reading.frames, "the reader elsewhere has other frames")
          let stream = WholeStream(frames: reading.frames)
          findings.add(stream.findings, of: "stream")
          findings.equal(stream.frames.last?.type, "abort", "last frame")
          let replay = try clients[2].replay(stream.name)
          findings.check(replay.frames == stream.frames, "the replay differs")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }
  }
}
