import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P3, P5: three nodes that are restarted one after the other") struct RollingRestartTests {
    private static let count = 100
    /// Long enough that every node is restarted meanwhile.
    private static let script = Script().answering(
      nil, [Script.text("word {n} ", repeat: 300, every: "0.1"), Script.finish])

    @Test("100 live replies: none lost, no frame repeated, every reader sees an end", .timeLimit(.minutes(4)))
    func restartAll() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(
          scenario: Self.script, settings: ["HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "1000"])
        return try group.explained {
          try group.start()
          let clients = try group.clients()
          let readers = try (0..<Self.count).map {
            try MovingReader("session-\($0)", text: "Go on.", at: $0 % 3, of: clients)
          }
          for reader in readers { try reader.read(frames: 5) }
          var findings = Findings()
          for node in group.nodes {
            node.terminate()
            findings.equal(try node.waitForEnd(), .exit(0), "end of a node")
            try node.start()
          }
          for reader in readers {
            try reader.readToEnd(deadline: .after(.seconds(60)))
            findings.add(reader.findings, of: reader.session)
            // The owner of each was restarted: what did not end in the budget was ended, and is there as far as it came.
            findings.check(
              ["finished", "interrupted"].contains(reader.stream.state), "\(reader.session): no end")
            findings.add(
              try KeptStream.findings(
                of: reader.stream, session: reader.session, message: "question", by: clients[0]),
              of: reader.session)
          }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test(
      "40 live replies that may go on: each is finished, none is ended by a restart", .timeLimit(.minutes(4)))
    func handOver() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(
          scenario: Self.script,
          settings: [
            "HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "1000", "HOLDFAST_PROVIDER_CONTINUATION": "prefill",
            // A reply may lose its owner at each of the three restarts.
            "HOLDFAST_ATTEMPTS_MAXIMUM": "9", "HOLDFAST_ATTEMPTS_CONTINUATIONS": "8",
          ])
        return try group.explained {
          try group.start()
          let clients = try group.clients()
          let readers = try (0..<40).map {
            try MovingReader("session-\($0)", text: "Go on.", at: $0 % 3, of: clients)
          }
          for reader in readers { try reader.read(frames: 5) }
          var findings = Findings()
          for node in group.nodes {
            node.terminate()
            findings.equal(try node.waitForEnd(), .exit(0), "end of a node")
            try node.start()
          }
          let whole = (0..<300).map { "word \($0) " }.joined()
          for reader in readers {
            try reader.readToEnd(deadline: .after(.seconds(60)))
            findings.add(reader.findings, of: reader.session)
            findings.add(reader.stream.findings, of: reader.session)
            findings.equal(reader.stream.state, "finished", "\(reader.session): state")
            findings.equal(ReplyContent(of: reader.frames).text, whole, "\(reader.session): text")
          }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }
  }
}
