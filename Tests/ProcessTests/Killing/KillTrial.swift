import Foundation
import HoldfastModel

/// One reply, one `kill -9`, and what a client finds when the server is back.
struct KillTrial {
  /// How a trial came out.
  struct Result: Sendable {
    var moment: String
    var findings = Findings()
    /// The stream, when one was received from.
    var stream: WholeStream?
    var session: String
    var wasCursorReceived: Bool
  }

  let server: ServerProcess
  let client: ChatClient
  let moment: KillMoment
  let session: String
  private let message = "question"
  private let text = "Tell me everything."

  init(_ moment: KillMoment, session: String, on server: ServerProcess, by client: ChatClient) {
    self.moment = moment
    self.session = session
    self.server = server
    self.client = client
  }

  /// Runs the trial; the server runs again afterwards.
  func run() throws -> Result {
    let reading = try client.start(session, message, text)
    try wait(for: moment, reading)
    server.kill9()
    // What the system still holds for us was received too.
    try reading.readToEnd()
    try server.start()
    var result = Result(
      moment: "\(moment)", session: session, wasCursorReceived: reading.cursor != nil)
    result.findings.add(reading.findingsAtCut, of: "cut")
    if let cursor = reading.cursor {
      try resume(reading, after: cursor, &result)
    } else {
      try sendAgain(&result)
    }
    return result
  }

  private func wait(for moment: KillMoment, _ reading: StreamReading) throws {
    switch moment {
    case .afterRequest(let microseconds): usleep(microseconds)
    case .head: _ = try reading.head()
    case .frames(let count): try reading.read { $0.frames.count >= count }
    case .type(let type): try reading.read { $0.frames.contains { $0.type == type } }
    case .lastText:
      let text = JSONValue.string(Script.lastText)
      try reading.read { $0.frames.contains { $0.chunk["delta"] == text } }
    case .done: try reading.read { $0.isDone }
    }
  }

  /// P1, P2, P3: what was received and what is received are one stream.
  private func resume(_ reading: StreamReading, after cursor: String, _ result: inout Result) throws {
    let rest = try client.resume(session, after: cursor)
    try rest.readToEnd()
    result.findings.add(try rest.findingsAtEnd, of: "resume")
    let stream = WholeStream(frames: reading.frames + rest.frames)
    result.stream = stream
    try checkKept(stream, &result)
    if reading.frames.contains(where: { $0.type == "finish-step" }) {
      // The outcome is committed with the last content, so nobody sees that content without it.
      result.findings.equal(stream.state, "finished", "state after the outcome was seen")
    }
  }

  /// P4, P6: nothing was received, so the client cannot know whether its message arrived, and sends it again.
  private func sendAgain(_ result: inout Result) throws {
    let reading = try client.start(session, message, text)
    try reading.readToEnd()
    result.findings.add(try reading.findingsAtEnd, of: "repeated request")
    let stream = WholeStream(frames: reading.frames)
    result.stream = stream
    try checkKept(stream, &result)
    let again = try client.start(session, message, text)
    try again.readToEnd()
    if stream.state == "finished" {
      result.findings.check(again.frames == stream.frames, "the third request brought another stream")
    }
    let messages = try client.messages(in: session)
    result.findings.equal(messages.count { $0["role"] == "user" }, 1, "user messages after three requests")
    result.findings.check(messages.count { $0["role"] == "assistant" } <= 1, "there are two replies")
  }

  private func checkKept(_ stream: WholeStream, _ result: inout Result) throws {
    result.findings.add(
      try KeptStream.findings(of: stream, session: session, message: message, by: client), of: "kept")
    let content = ReplyContent(of: stream.frames)
    switch stream.state {
    case "finished": result.findings.equal(content.text, Script.allText, "P6: text of a finished reply")
    case "interrupted": result.findings.check(!content.isEmpty, "interrupted without content")
    case "failed": result.findings.check(content.isEmpty, "failed with content")
    default: result.findings.check(false, "P3: state \(stream.state ?? "none")")
    }
  }
}
