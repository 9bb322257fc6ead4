import HoldfastModel
import TestServers

/// The reply of a session of one message, as it is saved; of a session without one, nothing.
struct SavedReply: Sendable {
  var status: String?
  /// The state of each call's part, by `<stream>/<call>`.
  var calls: [String: String] = [:]
  var isThere: Bool { status != nil }

  /// Reads a list of messages.
  init(_ messages: [JSONObject]) {
    guard let reply = messages.last, reply["role"] == "assistant",
      let stream = reply["streamId"]?.stringValue
    else { return }
    status = reply["status"]?.stringValue
    for part in reply["parts"]?.arrayValue ?? [] {
      guard let call = part["toolCallId"]?.stringValue else { continue }
      calls["\(stream)/\(call)"] = part["state"]?.stringValue
    }
  }
}

extension ChatClient {
  /// The reply of a session once it is saved, or is known not to be.
  func savedReply(in session: String, _ deadline: Deadline = .step) throws -> SavedReply {
    try deadline.poll("the reply of \(session) to be saved", every: 50_000) {
      let (head, body) = try http.fetch("GET", "/api/sessions/\(session)/messages")
      if head.status == 404 { return SavedReply([]) }
      guard head.status == 200, let list = (try? JSONParser.parse(body))?["messages"]?.arrayValue else {
        throw ProcessFailure("messages of \(session): \(String(decoding: body, as: UTF8.self))")
      }
      let reply = SavedReply(list.compactMap(\.objectValue))
      return reply.status == "saving" || reply.status == "streaming" ? nil : reply
    }
  }
}
