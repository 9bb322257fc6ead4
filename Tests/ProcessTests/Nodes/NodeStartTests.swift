import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("Nodes start on stores that keep what they acknowledge, and on no others") struct NodeStartTests {
    private static let script = Script().answering(nil, [Script.text("word"), Script.finish])
    private static let wrongConfiguration = ChildProcess.End.exit(78)

    /// What goes wrong with a node that must not start, and what it says of it.
    private static func refusal(
      of group: NodeGroup, saying words: [String]
    ) throws -> Findings {
      var findings = Findings()
      let node = group.nodes[0]
      try node.launch()
      findings.equal(try node.waitForEnd(), wrongConfiguration, "end of the node")
      for word in words { findings.check(node.log.contains(word), "it does not say \(word): \(node.log)") }
      return findings
    }

    @Test("A Redis that may lose what it acknowledges is refused", .timeLimit(.minutes(1)))
    func refusesRedis() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(1, scenario: Self.script, redisOptions: ["--appendfsync", "everysec"])
        return try Self.refusal(of: group, saying: ["appendfsync", "HOLDFAST_DURABILITY=relaxed"])
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("Declared as relaxed it is used, and clients are told", .timeLimit(.minutes(1)))
    func declaresRelaxed() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(
          1, scenario: Self.script, settings: ["HOLDFAST_DURABILITY": "relaxed"],
          redisOptions: ["--appendfsync", "everysec"])
        return try group.explained {
          var findings = Findings()
          try group.start()
          let client = try group.clients()[0]
          findings.equal(try client.status()["durability"]?.stringValue, "relaxed", "durability")
          let reading = try client.start("session", "question", "Hi")
          try reading.readToEnd()
          findings.equal(try reading.head()?["x-durability"], "relaxed", "x-durability")
          findings.equal(WholeStream(frames: reading.frames).state, "finished", "state")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A database that may lose what it acknowledges is refused", .timeLimit(.minutes(1)))
    func refusesDatabase() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(
          1, scenario: Self.script, databaseOptions: ["--innodb-flush-log-at-trx-commit=2"])
        return try Self.refusal(of: group, saying: ["innodb_flush_log_at_trx_commit"])
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A database without the tables is refused, with what to do", .timeLimit(.minutes(1)))
    func refusesSchema() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(1, scenario: Self.script, migrates: false)
        return try Self.refusal(of: group, saying: ["holdfast migrate"])
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A node with another secret is refused", .timeLimit(.minutes(1)))
    func refusesSecret() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(2, scenario: Self.script)
        return try group.explained {
          try group.nodes[1].start()
          group.nodes[0].settings["HOLDFAST_SECRET"] = "quite another secret than the others have"
          return try Self.refusal(of: group, saying: ["HOLDFAST_SECRET"])
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A node that starts before its stores comes up when they do", .timeLimit(.minutes(1)))
    func waitsForStores() async throws {
      let findings = try await onThread {
        let group = try NodeGroup(1, scenario: Self.script)
        return try group.explained {
          let node = group.nodes[0]
          group.redis.kill9()
          group.database.kill9()
          try node.launch()
          try Deadline.step.poll("it to wait", every: 50_000) {
            node.log.contains("does not answer yet") ? () : nil
          }
          try group.database.start()
          try group.redis.start()
          try node.waitUntilReady()
          var findings = Findings()
          let reading = try ChatClient(of: node).start("session", "question", "Hi")
          try reading.readToEnd()
          findings.equal(WholeStream(frames: reading.frames).state, "finished", "state")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }
  }
}
