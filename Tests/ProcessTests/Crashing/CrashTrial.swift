import HoldfastModel
import TestServers

/// One reply whose server kills itself at a point of it, and what a client finds when the server is back.
struct CrashTrial {
  let point: CrashPoint
  private let session = "session"
  private let message = "question"

  /// P3: a stream whose owner died has an end in this time.
  private static let recovery = Duration.seconds(15)

  /// Runs the trial.
  func findings() throws -> Findings {
    let server = try ServerProcess(scenario: .short, settings: ["HOLDFAST_DURABILITY": "process"])
    return try server.explained {
      var findings = Findings()
      try server.start(fault: "\(point)")
      let client = try ChatClient(of: server)
      // The second call of a kind that a reply makes once is the next reply's.
      let earlier = point.number == 2 && point.operation != .append ? try Self.wholeReply(by: client) : nil
      let reading = try client.start(session, message, "Be short.")
      try reading.readToEnd()
      findings.add(reading.findingsAtCut, of: "cut")
      findings.equal(try server.waitForEnd(), .signal(9), "end of the server")
      try server.start()

      let stream = try stream(behind: reading, of: client, &findings)
      findings.add(
        try KeptStream.findings(of: stream, session: session, message: message, by: client), of: "kept")
      if point.hasOutcome { findings.equal(stream.state, "finished", "state after the outcome") }
      try checkPointer(of: client, &findings)
      try repeatRequest(of: stream, by: client, &findings)
      if let earlier {
        findings.check(
          try client.replay(earlier.name).frames == earlier.frames, "the earlier reply has changed")
      }
      return findings
    }
  }

  private static func wholeReply(by client: ChatClient) throws -> WholeStream {
    let reading = try client.start("earlier", "earlier-question", "Be short.")
    try reading.readToEnd()
    guard reading.isDone else { throw ProcessFailure("the server died in the reply before") }
    let stream = WholeStream(frames: reading.frames)
    // The call that counts may come behind the end that a reader sees.
    try waitForPointer("earlier", of: client)
    return stream
  }

  /// P1, P2, P3: what was received before and what is received after the crash are one stream.
  private func stream(
    behind reading: StreamReading, of client: ChatClient, _ findings: inout Findings
  ) throws -> WholeStream {
    let deadline = Deadline.after(Self.recovery)
    guard reading.cursor == nil else {
      let rest = try client.resume(session, after: reading.cursor)
      try rest.readToEnd(deadline: deadline)
      findings.add(try rest.findingsAtEnd, of: "resume")
      return WholeStream(frames: reading.frames + rest.frames)
    }
    // Nothing was received, so the client cannot know whether its message arrived, and sends it again.
    let again = try client.start(session, message, "Be short.")
    try again.readToEnd(deadline: deadline)
    findings.add(try again.findingsAtEnd, of: "repeated request")
    let stream = WholeStream(frames: again.frames)
    if !point.isRegistered { findings.equal(stream.state, "finished", "state of a clean run") }
    return stream
  }

  /// I12: nothing is active in the session.
  private func checkPointer(of client: ChatClient, _ findings: inout Findings) throws {
    try Self.waitForPointer(session, of: client)
    findings.equal(try client.resume(session, after: nil).head()?.status, 204, "resume without a cursor")
  }

  private static func waitForPointer(_ session: String, of client: ChatClient) throws {
    try Deadline.after(recovery).poll("the pointer of \(session) to be cleared", every: 20_000) {
      try client.session(session)["activeStreamId"] == .null ? () : nil
    }
  }

  /// P4: a repeat brings the same reply when there is one, else a new one; never a second message.
  private func repeatRequest(
    of stream: WholeStream, by client: ChatClient, _ findings: inout Findings
  ) throws {
    let again = try client.start(session, message, "Be short.")
    try again.readToEnd()
    findings.add(try again.findingsAtEnd, of: "repeat")
    if again.frames != stream.frames {
      findings.check(stream.state != "finished", "the repeat of a finished reply brought another one")
      let retry = WholeStream(frames: again.frames)
      findings.add(retry.findings, of: "retry")
      findings.equal(retry.state, "finished", "state of the retry")
    }
    let messages = try client.messages(in: session)
    findings.equal(messages.count { $0["role"] == "user" }, 1, "user messages after the repeat")
    findings.check(messages.count { $0["role"] == "assistant" } <= 1, "there are two replies")
  }
}
