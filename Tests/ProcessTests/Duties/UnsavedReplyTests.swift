import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P8, I22, I24, I26: a reply that did something and cannot be saved") struct UnsavedReplyTests {
    private static let booking = DutyTool(effect: .reversible, tells: true)
    private static let sending = DutyTool(effect: .irreversible, tells: true)
    private static let calls = [ToolConduct(.ok), ToolConduct(.wait)].map(\.input)
    private static let script = Script().calling(booking.name, when: "book", calls)
      .calling(sending.name, when: "send", calls)

    /// A reply whose store is not there any more when it has done two things.
    private struct Reply {
      let setup: DutySetup
      let client: ChatClient
      let reading: StreamReading
      /// The two calls, in the order in which they were made.
      let keys: [String]

      init(_ text: String, _ setup: DutySetup, _ server: ServerProcess, _ outage: UnwritableStore.Outage)
        throws
      {
        self.setup = setup
        client = try ChatClient(of: server)
        reading = try client.start("session", "question", text)
        try setup.tools.wait(for: 2, of: "session")
        try outage.begin()
        setup.tools.release()
        try reading.readToEnd()
        keys = setup.tools.record.calls.keys.sorted()
      }

      var frames: [Frame] { reading.frames }

      /// The codes of all notices, also those for this connection alone.
      var notices: [String] {
        (reading.announcements + frames).compactMap { $0.chunk["data"]?["code"]?.stringValue }
      }
    }

    @Test(
      "What can be undone is, the latest first, and the user sees it; quota is right when the store is back",
      .timeLimit(.minutes(2)), arguments: UnwritableStore.allCases)
    func undo(store: UnwritableStore) async throws {
      let findings = try await onThread {
        let setup = try DutySetup(Self.script, deadline: 20_000)
        return try store.with(setup) { server, outage in
          var findings = Findings()
          let reply = try Reply("Please book.", setup, server, outage)
          let types = reply.frames.map(\.type)
          findings.equal(types.count { $0 == "tool-output-available" }, 2, "outputs of tools")
          findings.check(reply.notices.contains("EFFECTS_UNDOING"), "nobody is told: \(reply.notices)")
          findings.check(reply.notices.contains("EFFECTS_UNDONE"), "it is not said: \(reply.notices)")
          let stream = WholeStream(frames: reply.frames)
          findings.equal(stream.state, "failed", "state")
          findings.equal(stream.error?["errorCode"]?.stringValue, "PERSISTENCE_FAILED", "error")
          findings.equal(setup.tools.record.undone, reply.keys.reversed(), "what was undone, in this order")
          try outage.end()
          findings.equal(
            try reply.client.settledQuota(), QuotaUse(messages: 1, tokens: Script.tokensOfCalling), "quota")
          findings.equal(try reply.client.savedReply(in: "session").status, "unsaved", "status")
          try Self.check(server, reply, states: "compensated", &findings)
          findings.equal(
            setup.tools.record.calls.values.map(\.undoings), [1, 1], "how often each was undone")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test(
      "What cannot be undone waits for the store, and is then part of the saved reply",
      .timeLimit(.minutes(2)), arguments: UnwritableStore.allCases)
    func wait(store: UnwritableStore) async throws {
      let findings = try await onThread {
        let setup = try DutySetup(Self.script, deadline: 20_000)
        return try store.with(setup) { server, outage in
          var findings = Findings()
          let reply = try Reply("Please send.", setup, server, outage)
          findings.equal(WholeStream(frames: reply.frames).state, "finished", "state")
          findings.check(reply.notices.contains("SAVING"), "nobody is told: \(reply.notices)")
          let waiting = try Operator(server: server).listed(all: false)
          findings.equal(waiting.keys.sorted(), reply.keys, "listed as long as it is not saved")
          try outage.end()
          let use = try reply.client.settledQuota()
          findings.equal(use, QuotaUse(messages: 1, tokens: Script.tokensOfCalling), "quota")
          let saved = try Deadline.step.poll("the reply to be saved", every: 50_000) { () -> SavedReply? in
            let saved = try reply.client.savedReply(in: "session")
            return saved.isThere ? saved : nil
          }
          findings.equal(saved.status, "complete", "status")
          findings.equal(
            saved.calls.values.sorted(), ["output-available", "output-available"], "saved calls")
          try Self.check(server, reply, states: "confirmed", &findings)
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("What was undone is not saved by a node that finds it, when its own died", .timeLimit(.minutes(1)))
    func undoAndDie() async throws {
      let findings = try await onThread {
        let setup = try DutySetup(Self.script, deadline: 20_000)
        return try UnwritableStore.databaseReadOnly.with(setup, fault: "mark:before:1") { server, outage in
          var findings = Findings()
          let reply = try Reply("Please book.", setup, server, outage)
          findings.equal(try server.waitForEnd(), .signal(9), "end of the server")
          findings.equal(setup.tools.record.undone, reply.keys.reversed(), "what was undone, in this order")
          try outage.end()
          findings.equal(
            try reply.client.settledQuota(), QuotaUse(messages: 1, tokens: Script.tokensOfCalling), "quota")
          findings.equal(try reply.client.savedReply(in: "session").status, "unsaved", "status")
          try Self.check(server, reply, states: "compensated", &findings)
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// What must be true when the store is back.
    private static func check(
      _ server: ServerProcess, _ reply: Reply, states: String, _ findings: inout Findings
    ) throws {
      let saved = try reply.client.savedReply(in: "session")
      let books = try Operator(server: server).books(of: reply.setup.tools, replies: [saved])
      findings.add(books.findings, of: "books")
      findings.equal(books.all.keys.sorted(), reply.keys, "calls")
      findings.equal(books.all.values.map(\.state), [states, states], "states of the calls")
      findings.equal(books.open, [], "what is listed")
      findings.add(try Operator(server: server).findingsOfQuota(), of: "quota")
    }
  }
}
