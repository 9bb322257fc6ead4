import Foundation
import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("I10, P2, P3: a server that stands still for longer than its leases last") struct PauseTests {
    /// Where a server with short leases stops itself.
    private static let points = [
      "create:after:1", "append:before:1", "append:before:5", "append:after:5", "outcome:before:1",
      "outcome:after:1", "settle:before:1", "settle:after:1", "end:before:1", "end:after:1",
    ]

    private static let shortLeases = [
      "HOLDFAST_DURABILITY": "process", "HOLDFAST_ENGINE_LEASE_MS": "300",
      "HOLDFAST_ENGINE_RENEW_INTERVAL_MS": "50", "HOLDFAST_ENGINE_RECONCILE_INTERVAL_MS": "50",
    ]

    @Test("Leases that ran out cost no frame and make no second reply", .timeLimit(.minutes(2)))
    func pauseAtPoints() async throws {
      let lanes = 5
      let results = try await onThreads(lanes) { lane in
        try Self.points.enumerated().filter { $0.offset % lanes == lane }.map { _, point in
          (point, try Self.pause(at: point))
        }
      }.flatMap { $0 }
      #expect(results.count == Self.points.count)
      for (point, findings) in results { #expect(findings.faults.isEmpty, "\(point): \(findings.text)") }
    }

    private static func pause(at point: String) throws -> Findings {
      let server = try ServerProcess(scenario: .everything, settings: shortLeases)
      return try server.explained {
        try server.start(fault: point + ":stop")
        let client = try ChatClient(of: server)
        let reading = try client.start("session", "question", "Tell me everything.")
        try waitUntilStopped(server)
        return try goOn(server, after: .milliseconds(900), client, reading)
      }
    }

    @Test("SIGSTOP for longer than the default lease, then SIGCONT", .timeLimit(.minutes(1)))
    func pauseForLong() async throws {
      let findings = try await onThread {
        let server = try ServerProcess(scenario: .everything)
        return try server.explained {
          try server.start()
          let client = try ChatClient(of: server)
          let reading = try client.start("session", "question", "Tell me everything.")
          try reading.read { $0.frames.count >= 8 }
          server.process?.send(SIGSTOP)
          try Self.waitUntilStopped(server)
          return try Self.goOn(server, after: .seconds(11), client, reading)
        }
      }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }

    /// Lets a stopped server go on after a while, in which a second reader and a repeat of the request arrive.
    private static func goOn(
      _ server: ServerProcess, after pause: Duration, _ client: ChatClient, _ first: StreamReading
    ) throws -> Findings {
      var findings = Findings()
      let repeated = try client.start("session", "question", "Tell me everything.")
      let second = try client.resume("session", after: nil)
      // The pause is what is tested: nothing in the server happens that could be waited for.
      usleep(UInt32(pause.components.seconds * 1_000_000 + pause.components.attoseconds / 1_000_000_000_000))
      server.process?.send(SIGCONT)

      let stream = WholeStream(frames: try wholeFrames(first, of: client, &findings))
      findings.check(
        ["finished", "interrupted"].contains(stream.state), "state: \(stream.state ?? "none")")
      findings.add(
        try KeptStream.findings(of: stream, session: "session", message: "question", by: client), of: "kept")
      let repeats = try wholeFrames(repeated, of: client, &findings)
      findings.check(repeats == stream.frames, "the repeated request brought other frames")
      // Who asks when the reply has ended is told that nothing is active.
      if try second.head()?.status != 204 {
        let frames = try wholeFrames(second, of: client, &findings)
        findings.check(frames == stream.frames, "the second reader has other frames")
      }
      return findings
    }

    /// All frames of a reader, who comes back by cursor when it is cut off.
    private static func wholeFrames(
      _ reading: StreamReading, of client: ChatClient, _ findings: inout Findings
    ) throws -> [Frame] {
      try reading.readToEnd()
      if reading.isDone { return reading.frames }
      findings.add(reading.findingsAtCut, of: "cut")
      let rest = try client.resume("session", after: reading.cursor)
      try rest.readToEnd(deadline: .after(.seconds(15)))
      findings.add(try rest.findingsAtEnd, of: "resume")
      return reading.frames + rest.frames
    }

    private static func waitUntilStopped(_ server: ServerProcess) throws {
      let id = server.process?.id ?? 0
      try Deadline.step.poll("the server to stand still") {
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        return status.contains("State:\tT") ? () : nil
      }
    }
  }
}
