import HoldfastModel
import TestServers

/// The reply of a session of one message, as far as it is saved.
struct SavedReply: Sendable {
  /// How it is listed; `nil` when there is none.
  var status: String?
  /// The state of the part of each call that is saved, by `<stream>/<call>`.
  var calls: [String: String] = [:]
  var isThere: Bool { status != nil }

  /// Reads a list of messages.
  init(_ messages: [JSONObject]) {
    guard let reply = messages.last, reply["role"] == "assistant",
      let stream = reply["streamId"]?.stringValue
    else { return }
    status = reply["status"]?.stringValue
    // What is not saved is listed as the log has it.
    if status == "unsaved" { return }
    for part in reply["parts"]?.arrayValue ?? [] {
      guard let call = part["toolCallId"]?.stringValue else { continue }
      calls["\(stream)/\(call)"] = part["state"]?.stringValue
    }
  }
}

extension ChatClient {
  /// The reply of a session once nothing is under way in it: saved, or none.
  func savedReply(in session: String, _ deadline: Deadline = .step) throws -> SavedReply {
    try deadline.poll("the reply of \(session) to be saved", every: 50_000) {
      let (head, body) = try http.fetch("GET", "/api/sessions/\(session)")
      if head.status == 404 { return SavedReply([]) }
      guard (try? JSONParser.parse(body))?["activeStreamId"] == .null else { return nil }
      let reply = SavedReply(try messages(in: session))
      return reply.status == "saving" ? nil : reply
    }
  }
}
