import Foundation
import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P2, P3, I27: replies whose owner is killed go on at another node") struct GoingOnTests {
    private static let count = 20
    private static let words = 150
    private static let script = Script().answering(
      nil, [Script.text("word {n} ", repeat: words, every: "0.1"), Script.finish])

    @Test("kill -9 of the owner: each reply is finished elsewhere, as one stream", .timeLimit(.minutes(3)))
    func kill() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(
          scenario: Self.script,
          settings: ["HOLDFAST_ATTEMPTS_MAXIMUM": "3", "HOLDFAST_PROVIDER_CONTINUATION": "prefill"])
        return try group.explained {
          try group.start()
          let clients = try group.clients()
          let readers = try (0..<Self.count).map {
            try MovingReader("session-\($0)", text: "Go on.", at: 0, of: clients)
          }
          for reader in readers { try reader.read(frames: 8) }
          let killed = ContinuousClock.now
          group.nodes[0].kill9()
          for reader in readers {
            try reader.read(
              frames: reader.frames.count + 1, deadline: .after(.seconds(15) - (.now - killed)))
          }
          var findings = Findings()
          for reader in readers {
            try reader.readToEnd(deadline: .after(.seconds(60)))
            try Self.check(reader, by: clients[2], &findings)
          }
          let continued = try group.total("holdfast_continuations_total")
          findings.equal(Int(continued), Self.count, "continuations")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func check(
      _ reader: MovingReader, by client: ChatClient, _ findings: inout Findings
    ) throws {
      let (session, stream) = (reader.session, reader.stream)
      findings.equal(stream.state, "finished", "\(session): state")
      findings.add(reader.findings, of: session)
      findings.add(stream.findings, of: session)
      let whole = (0..<words).map { "word \($0) " }.joined()
      findings.equal(ReplyContent(of: stream.frames).text, whole, "\(session): text")
      let seams = stream.frames.count { $0.type == "data-seam" }
      findings.equal(seams, 1, "\(session): seams")
      let replay = try client.replay(stream.name)
      findings.check(replay.frames == stream.frames, "\(session): the replay has other frames")
      let saved = try Deadline.step.poll("\(session) to be saved", every: 50_000) {
        let message = try client.messages(in: session).last
        return message?["status"] == "complete" ? message : nil
      }
      findings.equal(ReplyContent(ofStored: saved).text, whole, "\(session): saved text")
    }
  }
}
