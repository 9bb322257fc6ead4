import HoldfastModel
import HoldfastStores

extension MessagePart {
  /// A part of a sample text, which must be one.
  static func sample(_ json: String) throws -> MessagePart {
    let part = try JSONParser.parse(json).objectValue.flatMap(MessagePart.init(json:))
    return try required(part, "the part")
  }

  /// A call that waits for the client's output.
  static func call(_ id: String, state: String = "input-available", more: String = "") throws -> MessagePart {
    try sample(
      #"{"type":"tool-lookup","toolCallId":"\#(id)","state":"\#(state)","input":{"n":1.50,"q":"é"}\#(more)}"#)
  }

  /// A call that waits for a person's answer.
  static func approvalRequest(_ id: String, approval: String) throws -> MessagePart {
    try call(id, state: "approval-requested", more: #","approval":{"id":"\#(approval)","x":1e400}"#)
  }
}

extension ToolAnswer {
  /// An output.
  static func output(_ call: String, _ output: JSONValue = ["found": true]) -> ToolAnswer {
    ToolAnswer(toolCallID: call, content: .output(output))
  }

  /// A failure.
  static func error(_ call: String, _ text: String) -> ToolAnswer {
    ToolAnswer(toolCallID: call, content: .error(text))
  }

  /// An answer of a person.
  static func approval(
    _ call: String, _ id: String, isApproved: Bool = true, reason: String? = nil
  ) -> ToolAnswer {
    ToolAnswer(toolCallID: call, content: .approval(id: id, isApproved: isApproved, reason: reason))
  }
}

extension StoredMessage {
  /// The message as JSON text, part by part.
  var partTexts: [String] { message.parts.map { JSONValue.object($0.json).text } }
}

extension Claim {
  /// The reply, or the newest segment of it, with some parts.
  func reply(_ parts: [MessagePart], at second: Int = 100) -> StoredMessage {
    var message = reply(at: second)
    message.message.parts = parts
    return message
  }
}

extension ConversationStore {
  /// Makes a first claim and saves its reply, which ends in tool calls.
  func claimAndCall(_ parts: [MessagePart]) async throws -> Claim {
    let claim = try await claimNew(.turn(1))
    let outcome = try await settle(claim.settlement(of: claim.reply(parts)))
    try expectEqual(outcome, .settled, "the settlement")
    return claim
  }
}
