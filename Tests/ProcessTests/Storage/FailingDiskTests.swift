import Foundation
import HoldfastModel
import TestServers
import Testing

extension RealProcesses {
  @Suite("P1, P8: a disk that fails writes") struct FailingDiskTests {
    /// One call that the disk fails.
    struct Failure: Sendable, CustomTestStringConvertible {
      var store: String
      var call: String
      var durability: String

      var testDescription: String { "\(call) of \(store), durability \(durability)" }
    }

    private static let failures = [
      Failure(store: "streams", call: "fdatasync", durability: "power"),
      Failure(store: "streams", call: "pwrite64", durability: "power"),
      Failure(store: "streams", call: "fdatasync", durability: "process"),
      Failure(store: "conversations", call: "fdatasync", durability: "power"),
    ]

    @Test(
      "One failure ends all writes until the next start, which finds what was acknowledged",
      .timeLimit(.minutes(1)), arguments: failures)
    func fail(failure: Failure) async throws {
      let findings = try await onThread { try FailingDiskTrial(failure: failure).findings() }
      #expect(findings.faults.isEmpty, "\(findings.text)")
    }
  }
}

/// A reply during which the disk fails one call of one store, and is well again.
struct FailingDiskTrial {
  let failure: RealProcesses.FailingDiskTests.Failure

  private static let script = Script().answering(
    "short", [Script.text("word {n} ", repeat: 3), Script.finish]
  ).answering(nil, [Script.text("word {n} ", repeat: 300, every: "0.02"), Script.finish])

  private var isLog: Bool { failure.store == "streams" }
  private var component: String { isLog ? "stream-log" : "conversations" }

  /// Runs the trial.
  func findings() throws -> Findings {
    let server = try ServerProcess(
      scenario: Self.script,
      settings: [
        "HOLDFAST_DURABILITY": failure.durability, "HOLDFAST_ENGINE_LOG_OUTAGE_BUDGET_MS": "1000",
        "HOLDFAST_ENGINE_SETTLE_BUDGET_MS": "1000",
      ])
    return try server.explained {
      var findings = Findings()
      try server.start()
      let client = try ChatClient(of: server)
      let before = try client.start("before", "question", "Be short.")
      try before.readToEnd()
      let reading = try client.start("session", "question", "Go on.")
      try reading.read { $0.frames.count >= 10 }

      let files = ["", "-wal"].map { "\(server.dataDirectory)/\(failure.store).sqlite\($0)" }
      let tracer = try Tracer(
        server.process?.id ?? 0, files: files, calls: "pwrite64,fdatasync,fsync,ftruncate",
        fault: "\(failure.call):error=EIO:when=1")
      try checkTrouble(server, client, &findings)
      findings.check(
        try client.replay(WholeStream(frames: before.frames).name).frames == before.frames,
        "reads do not go on")
      // Of a failed log the reply is given up; with the log well it comes to its end, to be saved later.
      try reading.readToEnd()
      findings.equal(reading.isDone, !isLog, "whether the reply came to its end")
      // Not even a clean end asks the disk again.
      server.terminate()
      findings.equal(try server.waitForEnd(), .exit(0), "end of the server")
      checkNotRetried(tracer, &findings)

      try server.start()
      try checkRestart(of: reading, client, &findings)
      return findings
    }
  }

  /// The node is not ready, says why, stays so although the disk is well, and takes no new reply.
  private func checkTrouble(
    _ server: ServerProcess, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    try Deadline.step.poll("the server to say that it is not ready", every: 50_000) {
      try server.readiness().body.contains(component) ? () : nil
    }
    let since = try degradation(client)?["since"]
    findings.equal(try degradation(client)?["cause"]?.stringValue, "poisoned", "cause")
    findings.add(try StorageTrouble.findings(ofStart: "refused", by: client), of: "start")
    // Two more looks of the health check.
    usleep(4_200_000)
    findings.check(!(try server.readiness().isReady), "the server became ready again")
    let later = try degradation(client)
    findings.equal(later?["since"], since, "since")
    findings.check(
      later?["message"]?.stringValue?.contains("restarted") == true, "status says: \(later ?? [:])")
    findings.add(try StorageTrouble.findings(ofStart: "refused", by: client), of: "later start")
  }

  private func degradation(_ client: ChatClient) throws -> JSONObject? {
    let degraded = try client.status()["degraded"]?.arrayValue?.compactMap(\.objectValue) ?? []
    return degraded.first { $0["component"]?.stringValue == component }
  }

  /// After the call that failed there is no other to these files.
  private func checkNotRetried(_ tracer: Tracer, _ findings: inout Findings) {
    let calls = tracer.calls
    findings.equal(calls.count { $0.contains("(INJECTED)") }, 1, "calls that failed")
    guard let index = calls.firstIndex(where: { $0.contains("(INJECTED)") }) else { return }
    let later = calls[(index + 1)...].filter { $0.contains(".sqlite") }
    findings.check(later.isEmpty, "the file was written again:\n\(later.joined(separator: "\n"))")
  }

  /// What was acknowledged is there, the reply has its end, and new ones are taken.
  private func checkRestart(
    of reading: StreamReading, _ client: ChatClient, _ findings: inout Findings
  ) throws {
    var frames = reading.frames
    if !reading.isDone {
      findings.add(reading.findingsAtCut, of: "cut")
      frames += try StorageTrouble.rest(of: "session", after: reading.cursor, by: client).frames
    }
    let stream = WholeStream(frames: frames)
    findings.equal(stream.state, isLog ? "interrupted" : "finished", "state")
    findings.add(
      try KeptStream.findings(of: stream, session: "session", message: "question", by: client), of: "kept")
    let again = try client.start("refused", "question", "Be short.")
    try again.readToEnd()
    let later = WholeStream(frames: again.frames)
    findings.equal(later.state, "finished", "state of what was refused")
    findings.add(
      try KeptStream.findings(of: later, session: "refused", message: "question", by: client), of: "refused")
  }
}
