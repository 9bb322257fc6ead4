import Foundation
import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P8: a disk that is full, and has room again") struct FullDiskTests {
    /// How the trouble ends.
    enum Ending: String, Sendable, CaseIterable {
      /// Room comes back while the replies hold their chunks back.
      case inTime
      /// Room comes back when the replies have been given up.
      case late
      /// The server is killed, and starts when there is room.
      case afterKill
    }

    @Test(
      "Starts are refused, nothing unlogged is shown, and service comes back with the room",
      .timeLimit(.minutes(2)), arguments: Ending.allCases)
    func fill(ending: Ending) async throws {
      let findings = try await onThread { try FullDiskTrial(ending: ending).findings() }
      #expect(findings.faults.isEmpty, "\(ending): \(findings.text)")
    }
  }
}

/// Replies on a disk of a few megabytes that another file fills meanwhile.
struct FullDiskTrial {
  let ending: RealProcesses.FullDiskTests.Ending

  private static let replies = 4
  private static let piece = String(repeating: "x", count: 4_000) + " {n} "
  private static let script = Script().answering(
    "short", [Script.text("word {n} ", repeat: 3), Script.finish]
  ).answering(nil, [Script.text(piece, repeat: 250, every: "0.02"), Script.finish])

  /// Replies are given up after half a second only where that is what is tried.
  private var settings: [String: String] {
    [
      "HOLDFAST_ENGINE_LOG_OUTAGE_BUDGET_MS": ending == .late ? "500" : "60000",
      "HOLDFAST_ENGINE_LEASE_MS": "1000", "HOLDFAST_ENGINE_RENEW_INTERVAL_MS": "300",
      "HOLDFAST_ENGINE_RECONCILE_INTERVAL_MS": "200",
    ]
  }

  /// Runs the trial.
  func findings() throws -> Findings {
    let disk = try SmallDisk(megabytes: 32)
    let server = try ServerProcess(
      scenario: Self.script, settings: settings, dataDirectory: disk.path + "/data")
    server.disk = disk
    return try server.explained {
      var findings = Findings()
      try server.start()
      let client = try ChatClient(of: server)
      let before = try wholeReply("before", client, &findings)
      let readings = try (0..<Self.replies).map { try client.start("session-\($0)", "question", "Go on.") }
      for reading in readings { try reading.read { $0.frames.count >= 20 } }
      try disk.fill()
      try checkTrouble(server, client, &findings)
      for (index, reading) in readings.enumerated() {
        try checkLogged(reading, "session-\(index)", client, &findings)
      }
      findings.check(try client.replay(before.name).frames == before.frames, "reads do not go on")

      if ending == .late { try waitUntilGivenUp(server) }
      if ending == .afterKill { server.kill9() }
      try disk.free()
      if ending == .afterKill { try server.start() }
      try checkRecovery(server, client, &findings)
      for (index, reading) in readings.enumerated() {
        try checkEnd(of: reading, "session-\(index)", client, &findings)
      }
      return findings
    }
  }

  private func wholeReply(
    _ session: String, _ client: ChatClient, _ findings: inout Findings
  ) throws -> WholeStream {
    let reading = try client.start(session, "question", "Be short.")
    try reading.readToEnd()
    findings.add(try reading.findingsAtEnd, of: session)
    let stream = WholeStream(frames: reading.frames)
    findings.equal(stream.state, "finished", "\(session): state")
    findings.add(
      try KeptStream.findings(of: stream, session: session, message: "question", by: client), of: session)
    return stream
  }

  /// The node is not ready, says why, and takes no new reply.
  private func checkTrouble(
    _ server: ServerProcess, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    try Deadline.step.poll("the server to say that it is not ready", every: 50_000) {
      try server.readiness().body.contains("stream-log") ? () : nil
    }
    let status = try client.status()
    findings.equal(status["status"]?.stringValue, "degraded", "status")
    let log = status["degraded"]?.arrayValue?.first { $0["component"] == "stream-log" }
    findings.equal(log?["cause"]?.stringValue, "full", "cause")
    findings.check(log?["message"]?.stringValue?.contains("room") == true, "status says: \(status)")
    findings.add(try StorageTrouble.findings(ofStart: "refused", by: client), of: "start")
  }

  /// Whatever was shown is in the log.
  private func checkLogged(
    _ reading: StreamReading, _ session: String, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    let stream = WholeStream(frames: reading.frames).name
    let logged = try self.logged(stream, client)
    // What the connection still holds was shown, too.
    try reading.read { $0.frames.count >= logged.count }
    let later = try self.logged(stream, client)
    findings.check(later.starts(with: reading.frames), "\(session): what was shown is not in the log")
    findings.check(logged.count < 250, "\(session): the reply was over before the disk was full")
  }

  private func logged(_ stream: String, _ client: ChatClient) throws -> [Frame] {
    var cutter = FrameCutter()
    return cutter.take(try client.raw(stream, as: "sse"))
  }

  private func waitUntilGivenUp(_ server: ServerProcess) throws {
    try Deadline.step.poll("the replies to be given up", every: 20_000) {
      let lines = server.log.split(separator: "\n")
      return lines.count { $0.contains("gave up its stream") } >= Self.replies ? () : nil
    }
  }

  /// The node is ready again by itself; who was refused is served.
  private func checkRecovery(
    _ server: ServerProcess, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    try Deadline.step.poll("readiness", every: 20_000) { try server.readiness().isReady ? () : nil }
    findings.equal(try client.status()["status"]?.stringValue, "ok", "status afterwards")
    _ = try wholeReply("refused", client, &findings)
  }

  private func checkEnd(
    of reading: StreamReading, _ session: String, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    try reading.readToEnd()
    var frames = reading.frames
    if !reading.isDone {
      findings.check(ending != .inTime, "\(session): a reader was cut off")
      findings.add(reading.findingsAtCut, of: session)
      let rest = try StorageTrouble.rest(of: session, after: reading.cursor, by: client)
      findings.add(try rest.findingsAtEnd, of: session)
      frames += rest.frames
    }
    let stream = WholeStream(frames: frames)
    findings.equal(stream.state, ending == .inTime ? "finished" : "interrupted", "\(session): state")
    findings.add(
      try KeptStream.findings(of: stream, session: session, message: "question", by: client), of: session)
  }
}
