import HoldfastModel

/// A page that talks to the server as the AI SDK's `useChat` does: what it holds, and what it sends.
///
/// The bodies are those of `HttpChatTransport`, which all versions make of the same members; `documented` is the body
/// of the SDK's documentation for servers that keep the history, made by `prepareSendMessagesRequest`.
struct ChatClient {
  /// The versions that the contract names.
  enum Version: String, Sendable, CaseIterable {
    case v5_0_52 = "5.0.52"
    case v5_0_244 = "5.0.244"
    case v6_0_264 = "6.0.264"
    case v7_0_77 = "7.0.77"
    case documented = "{id, message}"

    /// The versions that send all messages, with trigger and message id.
    static let stock: [Version] = [.v5_0_52, .v5_0_244, .v6_0_264, .v7_0_77]
    /// The versions that know approvals.
    static let approving: [Version] = [.v6_0_264, .v7_0_77]
  }

  let version: Version
  let visitor: Visitor
  let session: String
  /// What the page shows.
  private(set) var messages: [JSONValue] = []
  /// What it sent last.
  private(set) var lastBody = ""
  private var lastID = 0
  private let name: String

  init(_ version: Version, _ visitor: Visitor, session: String = "s1", name: String = "m") {
    var fields = visitor
    switch version {
    case .v6_0_264: fields = visitor.with(("x-holdfast-sdk", "6"))
    case .v7_0_77: fields = visitor.with(("x-holdfast-sdk", "7"))
    case .v5_0_52, .v5_0_244, .documented: break
    }
    (self.version, self.visitor, self.session, self.name) = (version, fields, session, name)
  }

  /// Opens the page anew, with the messages that the server holds.
  mutating func load() async throws { messages = try await visitor.messages(session) }

  // MARK: What a user does

  /// `sendMessage({ text })`, with files before the text.
  mutating func send(_ text: String?, files: [JSONValue] = []) async throws -> Answer {
    lastID += 1
    let parts = files + (text.map { [["type": "text", "text": .string($0)]] } ?? [])
    messages.append(["parts": .array(parts), "id": .string("\(name)\(lastID)"), "role": "user"])
    return try await post(trigger: "submit-message")
  }

  /// `sendMessage({ text, messageId })`: the message is replaced, and what follows it taken out.
  mutating func edit(_ id: String, _ text: String) async throws -> Answer {
    guard let index = messages.firstIndex(where: { $0["id"]?.stringValue == id }) else {
      throw Unexpected("no message \(id)")
    }
    messages = Array(messages[...index])
    messages[index] = [
      "parts": [["type": "text", "text": .string(text)]], "id": .string(id), "role": "user",
    ]
    return try await post(trigger: "submit-message", messageID: id)
  }

  /// `sendMessage()`: what the page holds is sent once more.
  mutating func sendAgain() async throws -> Answer {
    try await post(trigger: "submit-message", messageID: messages.last?["id"]?.stringValue)
  }

  /// `regenerate({ messageId })`: the reply is taken out, and with it what follows.
  mutating func regenerate(_ id: String? = nil) async throws -> Answer {
    guard
      let index = id.map({ id in messages.firstIndex { $0["id"]?.stringValue == id } })
        ?? messages.indices.last
    else { throw Unexpected("no message \(id ?? "at all")") }
    messages = Array(messages[..<(messages[index]["role"] == "assistant" ? index : index + 1)])
    return try await post(trigger: "regenerate-message", messageID: id)
  }

  /// `addToolOutput`, with `sendAutomaticallyWhen`: the call's part is changed, and the message sent.
  mutating func answer(_ call: String, _ output: JSONValue) async throws -> Answer {
    try change(call) { part in
      part["state"] = "output-available"
      part["output"] = output
    }
    return try await sendAgain()
  }

  /// `addToolOutput` with the state `output-error`.
  mutating func fail(_ call: String, _ text: String) async throws -> Answer {
    try change(call) { part in
      part["state"] = "output-error"
      part["errorText"] = .string(text)
    }
    return try await sendAgain()
  }

  /// `addToolApprovalResponse`.
  mutating func approve(_ call: String, _ isApproved: Bool, reason: String? = nil) async throws -> Answer {
    try change(call) { part in
      var approval: JSONObject = ["id": part["approval"]?["id"] ?? .null, "approved": .bool(isApproved)]
      approval["reason"] = reason.map { .string($0) }
      part["state"] = "approval-responded"
      part["approval"] = .object(approval)
    }
    return try await sendAgain()
  }

  private mutating func change(_ call: String, _ change: (inout JSONObject) -> Void) throws {
    guard var message = messages.last?.objectValue, var parts = message["parts"]?.arrayValue,
      let index = parts.firstIndex(where: { $0["toolCallId"]?.stringValue == call }),
      var part = parts[index].objectValue
    else { throw Unexpected("no call \(call) in the last message") }
    change(&part)
    parts[index] = .object(part)
    message["parts"] = .array(parts)
    messages[messages.count - 1] = .object(message)
  }

  // MARK: What it sends

  private mutating func post(trigger: String, messageID: String? = nil) async throws -> Answer {
    lastBody = body(trigger: trigger, messageID: messageID)
    let answer = try await visitor.send("POST", "/api/chat", .json(lastBody))
    if answer.status == 200 { try take(answer) }
    return answer
  }

  private func body(trigger: String, messageID: String?) -> String {
    var body: JSONObject
    if version == .documented {
      body = ["id": .string(session), "message": messages.last ?? .null]
    } else {
      body = ["id": .string(session), "messages": .array(messages), "trigger": .string(trigger)]
      body["messageId"] = messageID.map { .string($0) }
    }
    return JSONValue.object(body).text
  }

  // MARK: What it receives

  /// Takes the message of an answer: a message of the same id goes on, any other is a new one.
  private mutating func take(_ answer: Answer) throws {
    guard let id = try answer.chunks.first?["messageId"]?.stringValue else { throw Unexpected("no start") }
    var assembly = PageMessage(id: id)
    if let last = messages.last, last["id"]?.stringValue == id, last["role"] == "assistant" {
      assembly.parts = last["parts"]?.arrayValue ?? []
      messages.removeLast()
    }
    for chunk in try answer.chunks { assembly.take(chunk) }
    messages.append(assembly.json)
  }
}
