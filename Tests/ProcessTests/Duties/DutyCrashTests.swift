import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("I20, I22, I23, I24, I25: kill -9 during a reservation, an effect, a settle") struct DutyCrashTests {
    /// How long it may take after the first kill until everything is settled.
    private static let settling = Duration.seconds(60)

    @Test(
      "Another node settles it within a minute: effects, replies, and quota to the unit",
      .timeLimit(.minutes(3)))
    func kill() async throws {
      let findings = try await onThread {
        let setup = try DutySetup(DutyCrash.script, deadline: 20_000)
        let times = ["HOLDFAST_ENGINE_LEASE_MS": "3000", "HOLDFAST_ENGINE_RENEW_INTERVAL_MS": "1000"]
        let group = try NodeGroup(
          DutyCrash.all.count + 1, scenario: nil, settings: setup.settings(times))
        return try group.explained { try Trial(setup, group).findings() }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// Each crash at a node of its own, and one more node that lives.
    private struct Trial {
      let setup: DutySetup
      let nodes: [(crash: DutyCrash, node: ServerProcess)]
      let survivor: ServerProcess

      init(_ setup: DutySetup, _ group: NodeGroup) throws {
        self.setup = setup
        nodes = Array(zip(DutyCrash.all, group.nodes))
        survivor = group.nodes[nodes.count]
        try survivor.start()
        for (crash, node) in nodes {
          // What the others leave behind is not theirs to find, or they would die of it.
          node.settings["HOLDFAST_ENGINE_RECONCILE_INTERVAL_MS"] = "3600000"
          try node.launch(fault: crash.fault)
        }
        for (_, node) in nodes { try node.waitUntilReady() }
      }

      func findings() throws -> Findings {
        var findings = Findings()
        let killed = ContinuousClock.now
        let deadline = Deadline.after(settling)
        let clients = try crash(&findings)
        for (index, client) in clients.enumerated() where nodes[index].crash.isSentAgain {
          let again = try client.start(session(index), "question", text(index))
          try again.readToEnd(deadline: deadline)
          findings.equal(
            WholeStream(frames: again.frames).state, "finished", "\(nodes[index].crash): sent again")
        }
        _ = try Operator(server: survivor).waitForRest(deadline)
        var replies: [SavedReply] = []
        for (index, client) in clients.enumerated() {
          let use = try client.settledQuota(deadline)
          let reply = try client.savedReply(in: session(index), deadline)
          check(nodes[index].crash, use, reply, &findings)
          replies.append(reply)
        }
        let books = try Operator(server: survivor).books(of: setup.tools, replies: replies, deadline)
        findings.add(books.findings, of: "books")
        let deaf = Set(nodes.indices.filter { nodes[$0].crash.isDeaf }.map(session))
        findings.equal(books.open, books.untold(deaf: deaf), "the calls that are listed")
        findings.add(try Operator(server: survivor).findingsOfQuota(), of: "quota")
        findings.check(.now - killed < settling, "it took \(ContinuousClock.now - killed)")
        return findings
      }

      /// Starts a reply at each node, and waits until all nodes are dead.
      ///
      /// - Returns: The clients, each of its own person, of the node that lives.
      private func crash(_ findings: inout Findings) throws -> [ChatClient] {
        var readings: [StreamReading] = []
        let clients = try nodes.enumerated().map { index, entry in
          let client = try ChatClient(of: entry.node)
          readings.append(try client.start(session(index), "question", text(index)))
          return ChatClient(of: survivor, like: client)
        }
        for (index, (crash, node)) in nodes.enumerated() {
          if crash.fault == nil {
            try setup.tools.wait(for: 1, of: session(index))
            node.kill9()
          }
          findings.equal(try node.waitForEnd(), .signal(9), "\(crash): end of the node")
          try readings[index].readToEnd()
          if crash.isSentAgain { findings.equal(readings[index].frames, [], "\(crash): what was seen") }
        }
        return clients
      }

      private func session(_ index: Int) -> String { "session-\(index)" }
      private func text(_ index: Int) -> String { "Please \(nodes[index].crash.word)." }

      /// What was used is what is saved: a message for a reply, and all tokens of a whole one.
      private func check(
        _ crash: DutyCrash, _ use: QuotaUse, _ reply: SavedReply, _ findings: inout Findings
      ) {
        findings.equal(use.messages, reply.isThere ? 1 : 0, "\(crash): messages that count")
        switch reply.status {
        case "complete": findings.equal(use.tokens, Script.tokensOfCalling, "\(crash): tokens")
        case nil: findings.equal(use.tokens, 0, "\(crash): tokens of no reply")
        default: findings.check(use.tokens <= 15, "\(crash): \(use.tokens) tokens of one step")
        }
        let isWhole = crash.isSentAgain || crash.fault?.hasPrefix("settle") == true
        findings.check(
          !isWhole && crash.fault?.hasPrefix("end") != true || reply.status == "complete",
          "\(crash): the reply is \(reply.status ?? "not there")")
      }
    }
  }
}
