import HoldfastModel
import TestServers

/// Compares everything that is kept of an ended stream with what was streamed.
enum KeptStream {
  /// What is wrong with state, messages, replays and downloads of a stream.
  static func findings(
    of stream: WholeStream, session: String, message: String, by client: ChatClient
  ) throws -> Findings {
    var findings = stream.findings
    // The log is told that the reply is saved when that is so, which readers may learn a moment before it.
    let state = try Deadline.step.poll("the reply to be saved") { () -> JSONObject? in
      let state = try client.state(of: stream.name)
      return state["saved"] == true ? state : nil
    }
    findings.equal(state["state"]?.stringValue, stream.state, "state")
    findings.equal(state["length"]?.intValue, stream.frames.count, "length")
    findings.equal(state["ownerAlive"]?.boolValue, false, "ownerAlive")
    for name in [stream.name, session] {
      let replay = try client.replay(name)
      findings.add(try replay.findingsAtEnd, of: "replay")
      findings.check(replay.frames == stream.frames, "the replay of \(name) differs from what was streamed")
    }
    findings.add(
      try self.messages(of: stream, session: session, message: message, by: client), of: "messages")
    findings.add(try downloads(of: stream, by: client), of: "download")
    return findings
  }

  private static func messages(
    of stream: WholeStream, session: String, message: String, by client: ChatClient
  ) throws -> Findings {
    var findings = Findings()
    let messages = try client.messages(in: session)
    findings.equal(messages.count { $0["role"] == "user" }, 1, "user messages")
    findings.equal(messages.first?["id"]?.stringValue, message, "first message")
    let replies = messages.filter { $0["role"] == "assistant" }
    let content = ReplyContent(of: stream.frames)
    guard let reply = replies.first else {
      findings.check(content.isEmpty, "the reply is not stored, but was streamed: \(content)")
      return findings
    }
    findings.equal(replies.count, 1, "replies")
    findings.equal(reply["id"]?.stringValue, stream.reply, "reply's id")
    findings.equal(reply["streamId"]?.stringValue, stream.name, "reply's stream")
    let status = stream.state == "finished" ? "complete" : "interrupted"
    findings.equal(reply["status"]?.stringValue, status, "reply's status")
    findings.equal(ReplyContent(ofStored: reply), content, "reply's content")
    return findings
  }

  private static func downloads(of stream: WholeStream, by client: ChatClient) throws -> Findings {
    var findings = Findings()
    var cutter = FrameCutter()
    let frames = cutter.take(try client.raw(stream.name, as: "sse"))
    findings.check(frames == stream.frames, "sse differs from what was streamed")
    let lines = stream.frames.flatMap { $0.data + [UInt8(ascii: "\n")] }
    findings.check(try client.raw(stream.name, as: "jsonl") == lines, "jsonl differs from what was streamed")
    var text = ""
    for chunk in stream.frames.map(\.chunk) {
      if chunk["type"] == "text-delta" { text += chunk["delta"]?.stringValue ?? "" }
      if chunk["type"] == "text-end" { text += "\n" }
    }
    findings.equal(String(decoding: try client.raw(stream.name, as: "text"), as: UTF8.self), text, "text")
    return findings
  }
}
