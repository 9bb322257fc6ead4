import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P2: a disk that takes 300 ms for every sync") struct SlowDiskTests {
    @Test("Replies are late, and the same", .timeLimit(.minutes(1)))
    func slowSync() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(scenario: .everything)
        return try server.explained {
          var findings = Findings()
          try server.start()
          let client = try ChatClient(of: server)
          let tracer = try Tracer(
            server.process?.id ?? 0, calls: "fdatasync", fault: "fdatasync:delay_enter=300000")
          let sessions = ["first", "second", "third"]
          let readings = try sessions.map { try client.start($0, "question", "Tell me everything.") }
          for (session, reading) in zip(sessions, readings) {
            try reading.readToEnd()
            findings.add(try reading.findingsAtEnd, of: session)
            let stream = WholeStream(frames: reading.frames)
            findings.equal(stream.state, "finished", "\(session): state")
            findings.equal(ReplyContent(of: stream.frames).text, Script.allText, "\(session): text")
          }
          findings.check(tracer.calls.count { $0.contains("(DELAYED)") } >= 5, "nothing was slow")
          try tracer.detach()
          for (session, reading) in zip(sessions, readings) {
            findings.add(
              try KeptStream.findings(
                of: WholeStream(frames: reading.frames), session: session, message: "question", by: client),
              of: session)
          }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("What was shown is in the log, however late the log is", .timeLimit(.minutes(1)))
    func killWhileSlow() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(scenario: .everything)
        return try server.explained {
          try server.start()
          let client = try ChatClient(of: server)
          let tracer = try Tracer(
            server.process?.id ?? 0, calls: "fdatasync", fault: "fdatasync:delay_enter=300000")
          let reading = try client.start("session", "question", "Tell me everything.")
          try reading.read { $0.frames.count >= 6 }
          server.kill9()
          withExtendedLifetime(tracer) {}
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
