import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P3, P5: SIGTERM with 100 replies under way") struct ManyStreamsTests {
    private static let count = 100
    /// Every tenth reply ends while the server drains.
    private static func isShort(_ index: Int) -> Bool { index % 10 == 0 }

    private static let script = Script().answering(
      "short", [Script.text("word {n} ", repeat: 16, every: "0.1"), Script.finish]
    ).answering(nil, [Script.text("word {n} ", repeat: 20_000, every: "0.1"), Script.finish])

    @Test("None is lost, and none is finished that is not", .timeLimit(.minutes(2)))
    func drain() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(
          scenario: Self.script, settings: ["HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "3000"])
        return try server.explained {
          var findings = Findings()
          let (client, readings) = try Self.start(server)
          server.terminate()
          // The budget, and what the service group gives the connections.
          let deadline = Deadline.after(.seconds(13))
          for (index, reading) in readings.enumerated() {
            try reading.readToEnd(deadline: deadline)
            findings.add(try reading.findingsAtEnd, of: "session-\(index)")
          }
          findings.equal(try server.waitForEnd(deadline), .exit(0), "end of the server")
          try server.start()
          try Self.check(readings.map(\.frames), of: client, &findings) {
            Self.isShort($0) ? "finished" : "interrupted"
          }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    @Test("A second SIGTERM ends the server at once, and nothing is lost even then", .timeLimit(.minutes(2)))
    func endAtOnce() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(
          scenario: Self.script, settings: ["HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "60000"])
        return try server.explained {
          var findings = Findings()
          let (client, readings) = try Self.start(server)
          server.terminate()
          try server.waitUntilDraining()
          server.terminate()
          findings.equal(try server.waitForEnd(.after(.seconds(5))), .exit(128 + 15), "end of the server")
          for reading in readings { try reading.readToEnd() }
          try server.start()
          var streams: [[Frame]] = []
          for (index, reading) in readings.enumerated() {
            findings.add(reading.findingsAtCut, of: "session-\(index)")
            let rest = try client.resume("session-\(index)", after: reading.cursor)
            try rest.readToEnd(deadline: .after(.seconds(15)))
            findings.add(try rest.findingsAtEnd, of: "session-\(index)")
            streams.append(reading.frames + rest.frames)
          }
          try Self.check(streams, of: client, &findings) { _ in "interrupted" }
          return findings
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    private static func start(_ server: ServerProcess) throws -> (ChatClient, [StreamReading]) {
      try server.start()
      let client = try ChatClient(of: server)
      let readings = try (0..<count).map { index in
        try client.start("session-\(index)", "question", isShort(index) ? "Be short." : "Go on.")
      }
      for reading in readings { try reading.read { $0.frames.count >= 4 } }
      return (client, readings)
    }

    private static func check(
      _ streams: [[Frame]], of client: ChatClient, _ findings: inout Findings, state: (Int) -> String
    ) throws {
      for (index, frames) in streams.enumerated() {
        let stream = WholeStream(frames: frames)
        findings.equal(stream.state, state(index), "session-\(index): state")
        findings.add(
          try KeptStream.findings(
            of: stream, session: "session-\(index)", message: "question", by: client),
          of: "session-\(index)")
      }
    }
  }
}
