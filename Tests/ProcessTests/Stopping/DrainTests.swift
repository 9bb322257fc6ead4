import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P3, P5: SIGTERM with replies under way") struct DrainTests {
    /// Goes on for far longer than any test waits.
    private static let endless = Script().answering(
      "short", [Script.text("word {n} ", repeat: 100, every: "0.05"), Script.finish]
    ).answering(nil, [Script.text("word {n} ", repeat: 20_000, every: "0.02"), Script.finish])

    private static func server(drainMilliseconds: Int) throws -> ServerProcess {
      try ServerProcess(
        scenario: endless, settings: ["HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "\(drainMilliseconds)"])
    }

    @Test("Readers get an end that can be retried, and nothing is lost", .timeLimit(.minutes(1)))
    func endWhatDoesNotEnd() async throws {
      let findings = try await onThread {
        let server = try Self.server(drainMilliseconds: 300)
        return try server.explained { try Self.terminate(server) }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func terminate(_ server: ServerProcess) throws -> Findings {
      var findings = Findings()
      try server.start()
      let client = try ChatClient(of: server)
      let sessions = (0..<3).map { "session-\($0)" }
      let readings = try sessions.map { try client.start($0, "question", "Go on.") }
      for reading in readings { try reading.read { $0.frames.count >= 5 } }
      server.terminate()
      // The budget, and what a busy machine takes to end three streams: far less than the replies would take.
      let deadline = Deadline.after(.seconds(30))
      for (session, reading) in zip(sessions, readings) {
        try reading.readToEnd(deadline: deadline)
        findings.add(try reading.findingsAtEnd, of: session)
        findings.equal(WholeStream(frames: reading.frames).state, "interrupted", "\(session): state")
      }
      findings.equal(try server.waitForEnd(deadline), .exit(0), "end of the server")
      try server.start()
      for (session, reading) in zip(sessions, readings) {
        let stream = WholeStream(frames: reading.frames)
        findings.add(
          try KeptStream.findings(of: stream, session: session, message: "question", by: client), of: session)
      }
      return findings
    }

    @Test("A reply that ends within the budget is finished", .timeLimit(.minutes(1)))
    func waitForWhatEnds() async throws {
      let findings = try await onThread {
        let server = try Self.server(drainMilliseconds: 20_000)
        return try server.explained {
          var findings = Findings()
          try server.start()
          let client = try ChatClient(of: server)
          let reading = try client.start("session", "question", "Be short.")
          try reading.read { $0.frames.count >= 3 }
          server.terminate()
          try reading.readToEnd()
          findings.add(try reading.findingsAtEnd, of: "reader")
          let stream = WholeStream(frames: reading.frames)
          findings.equal(stream.state, "finished", "state")
          findings.equal(try server.waitForEnd(), .exit(0), "end of the server")
          try server.start()
          findings.add(
            try KeptStream.findings(of: stream, session: "session", message: "question", by: client),
            of: "kept")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("kill -9 while it drains loses nothing", .timeLimit(.minutes(1)))
    func killWhileDraining() async throws {
      let findings = try await onThread {
        let server = try Self.server(drainMilliseconds: 30_000)
        return try server.explained {
          try server.start()
          let client = try ChatClient(of: server)
          let reading = try client.start("session", "question", "Go on.")
          try reading.read { $0.frames.count >= 3 }
          server.terminate()
          try server.waitUntilDraining()
          let count = reading.frames.count
          try reading.read { $0.frames.count >= count + 5 }
          server.kill9()
          try reading.readToEnd()
          var findings = reading.findingsAtCut
          try server.start()
          let rest = try client.resume("session", after: reading.cursor)
          try rest.readToEnd()
          findings.add(try rest.findingsAtEnd, of: "resume")
          let stream = WholeStream(frames: reading.frames + rest.frames)
          findings.equal(stream.state, "interrupted", "state")
          findings.add(
            try KeptStream.findings(of: stream, session: "session", message: "question", by: client),
            of: "kept")
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }
  }
}
