import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P8, I1: a store's server that fails while 50 replies run") struct StoreOutageTests {
    private static let count = 50
    private static let script = Script().answering(
      nil, [Script.text("word {n} ", repeat: 100_000, every: "0.1"), Script.finish])

    @Test(
      "It is said within 5 s, over within 10 s of the end, and nothing acknowledged is lost",
      .timeLimit(.minutes(3)), arguments: StoreOutage.allCases)
    func outage(_ outage: StoreOutage) async throws {
      let findings = try await onThread {
        let group = try NodeGroup(2, scenario: Self.script)
        return try group.explained { try Self.survive(outage, group) }
      }
      #expect(findings.faults.isEmpty, "\(outage): \(findings.text)")
    }

    private static func survive(_ outage: StoreOutage, _ group: NodeGroup) throws -> Findings {
      var findings = Findings()
      try group.start()
      let clients = try group.clients()
      let readers = try (0..<count).map {
        try MovingReader("session-\($0)", text: "Go on.", at: $0 % 2, of: clients)
      }
      for reader in readers { try reader.read(frames: 5) }

      let end = try outage.begin(group)
      let soon = Deadline.after(.seconds(5))
      for client in clients {
        try soon.poll("\(outage.component) to be degraded", every: 50_000) {
          try degraded(client).contains(outage.component) ? () : nil
        }
      }
      for reader in readers { try reader.readNotice(deadline: soon) }
      try end()
      let later = Deadline.after(.seconds(10))
      for client in clients {
        try later.poll("\(outage.component) to be well again", every: 50_000) {
          try degraded(client).isEmpty ? () : nil
        }
      }

      for reader in readers {
        // It goes on, and then it is stopped: the outage has ended no reply.
        try reader.read(frames: reader.frames.count + 3)
        findings.equal(try reader.client.stop(reader.session), "stopped", "\(reader.session): stop")
        try reader.readToEnd(deadline: .step)
        findings.add(reader.findings, of: reader.session)
        findings.add(reader.stream.findings, of: reader.session)
        let replay = try clients[0].replay(reader.stream.name)
        findings.check(replay.frames == reader.frames, "\(reader.session): the replay has other frames")
      }
      for reader in readers {
        let messages = try Deadline.step.poll("\(reader.session) to be saved", every: 50_000) {
          let messages = try clients[1].messages(in: reader.session)
          return messages.count == 2 && messages[1]["status"] == "interrupted" ? messages : nil
        }
        findings.equal(
          messages.last.map { ReplyContent(ofStored: $0) }, ReplyContent(of: reader.frames),
          "\(reader.session): content")
      }
      return findings
    }

    private static func degraded(_ client: ChatClient) throws -> [String] {
      let entries = try client.status()["degraded"]?.arrayValue ?? []
      return entries.compactMap { $0.objectValue?["component"]?.stringValue }
    }
  }
}
