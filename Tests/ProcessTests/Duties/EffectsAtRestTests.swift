import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("I23, I24, I25: tools that lose answers, hang, fail and answer twice") struct EffectsAtRestTests {
    /// The calls of each reply, in this order.
    private static let conducts = [
      ToolConduct(.ok), ToolConduct(.lose), ToolConduct(.hang), ToolConduct(.fail), ToolConduct(.twice),
      ToolConduct(.hang, undoing: .lose), ToolConduct(.hang, undoing: .refuse), ToolConduct(.ok),
    ]
    /// Longer than a tool that answers ever takes.
    private static let toolDeadline = 1500

    /// One reply for each tool, which makes all the calls.
    private static let script = DutyTool.all.reduce(Script()) { script, tool in
      script.calling(tool.name, when: tool.name, conducts.map(\.input))
    }

    @Test(
      "Every effect is in a saved message, undone, or listed, call by call as the tools know it",
      .timeLimit(.minutes(2)))
    func comeToRest() async throws {
      let findings = try await onThread {
        let setup = try DutySetup(Self.script, deadline: Self.toolDeadline)
        let server = try ServerProcess(scenario: nil, settings: setup.settings())
        return try server.explained {
          try server.start()
          let client = try ChatClient(of: server)
          var findings = Findings()
          let readings = try DutyTool.all.map { try client.start($0.name, "question", "Use \($0.name).") }
          for (tool, reading) in zip(DutyTool.all, readings) {
            try reading.readToEnd()
            findings.equal(WholeStream(frames: reading.frames).state, "finished", "\(tool.name): state")
          }
          let replies = try DutyTool.all.map { try client.savedReply(in: $0.name) }
          let books = try Operator(server: server).books(of: setup.tools, replies: replies)
          findings.add(books.findings, of: "books")
          for tool in DutyTool.all { Self.check(tool, in: books, &findings) }
          findings.equal(Set(books.all.keys), Set(books.record.calls.keys), "the calls in the ledger")
          findings.equal(books.open, books.untold(), "the calls that are listed")
          findings.equal(
            try Operator(server: server).printedKeys().sorted(), books.untold().sorted(), "what is printed")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// Each call of a tool came to what must come of it.
    private static func check(_ tool: DutyTool, in books: EffectBooks, _ findings: inout Findings) {
      let rows = books.all.values.filter { $0.tool == tool.name }.sorted { $0.key < $1.key }
      findings.equal(
        rows.map(\.state), conducts.map(tool.state(after:)), "states of the calls of \(tool.name)")
      findings.check(rows.allSatisfy { $0.effect == tool.effect.rawValue }, "\(tool.name) has another effect")
    }

    @Test("So it is after kill -9 in the middle of many calls", .timeLimit(.minutes(2)))
    func comeToRestAfterKill() async throws {
      let findings = try await onThread {
        let setup = try DutySetup(Self.script, deadline: Self.toolDeadline)
        let server = try ServerProcess(scenario: nil, settings: setup.settings())
        return try server.explained {
          try server.start()
          let client = try ChatClient(of: server)
          let readings = try DutyTool.all.map { try client.start($0.name, "question", "Use \($0.name).") }
          // Each of them is in the middle of the call that hangs.
          for tool in DutyTool.all { try setup.tools.wait(for: 3, of: tool.name) }
          try server.restart()
          for reading in readings { try reading.readToEnd() }
          let replies = try DutyTool.all.map { try client.savedReply(in: $0.name) }
          var findings = Findings()
          for (tool, reply) in zip(DutyTool.all, replies) {
            findings.equal(reply.status, "interrupted", "\(tool.name): status of the reply")
          }
          let books = try Operator(server: server).books(of: setup.tools, replies: replies)
          findings.add(books.findings, of: "books")
          findings.check(
            Set(books.all.keys).isSuperset(of: books.record.calls.keys), "the ledger lacks calls")
          findings.equal(books.open, books.untold(), "the calls that are listed")
          findings.add(try Operator(server: server).findingsOfQuota(), of: "quota")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// Before and after it is noted that undoing is tried, and that it was done.
    private static let faultsInUndoing = [
      "moveEffect:before:1", "moveEffect:after:1", "moveEffect:before:2", "moveEffect:after:2",
    ]

    @Test(
      "What is being undone when its node dies is undone, at the tool no more than once",
      .timeLimit(.minutes(1)))
    func comeToRestAfterKillInUndoing() async throws {
      let results = try await onThreads(Self.faultsInUndoing.count) { index in
        try Self.findings(ofUndoing: Self.faultsInUndoing[index])
      }
      for (fault, findings) in zip(Self.faultsInUndoing, results) {
        #expect(findings.faults.isEmpty, "\(fault): \(findings.text)")
      }
    }

    private static func findings(ofUndoing fault: String) throws -> Findings {
      // The first try, while the reply runs, is not known to have undone it: the reconciler tries again.
      let tool = DutyTool(effect: .reversible, tells: false)
      let conduct = ToolConduct(.lose, undoing: .lose)
      let setup = try DutySetup(
        Script().calling(tool.name, when: tool.name, [conduct.input]), deadline: toolDeadline)
      let server = try ServerProcess(scenario: nil, settings: setup.settings())
      return try server.explained {
        try server.start(fault: fault)
        let client = try ChatClient(of: server)
        let reading = try client.start("session", "question", "Use \(tool.name).")
        try reading.readToEnd()
        var findings = Findings()
        findings.equal(WholeStream(frames: reading.frames).state, "finished", "state")
        findings.equal(try server.waitForEnd(), .signal(9), "end of the server")
        try server.start()
        let reply = try client.savedReply(in: "session")
        let books = try Operator(server: server).books(of: setup.tools, replies: [reply])
        findings.add(books.findings, of: "books")
        findings.equal(books.all.values.map(\.state), ["compensated"], "state of the call")
        findings.equal(books.record.undone.count, 1, "how often it was undone")
        findings.check(books.record.calls.values.allSatisfy { $0.undoings > 1 }, "it was not tried again")
        findings.equal(books.open, [], "what is listed")
        return findings
      }
    }
  }
}
