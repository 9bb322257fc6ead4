import HoldfastModel

/// Turns a conversation into messages of the Anthropic API.
///
/// There the roles take turns, the first is the user's, no text is empty, and every tool call has its result
/// in the message behind it. What an earlier reply left behind must never make the provider refuse the next
/// request. Reasoning, data, sources and files of the model's own are not sent back.
struct MessagesBuilder {
  /// What stands for the user's first message when the assistant begins.
  static let opening = "(The conversation begins with the assistant.)"

  private struct Turn {
    var role: String
    var content: [JSONValue]
  }

  /// Instructions: the API takes them apart from the messages only.
  private(set) var system: [String] = []
  /// The tools that were called, in the order of their first call.
  private(set) var toolNames: [String] = []

  private var turns: [Turn] = []
  private var callIDs = ToolCallIDs { id in
    (1...64).contains(id.utf8.count)
      && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
  }

  init(system: String?) {
    if let system { appendSystem(system) }
  }

  /// The messages so far.
  var messages: [JSONValue] {
    turns.map { ["role": .string($0.role), "content": .array($0.content)] }
  }

  /// Whether the user has the last word.
  var endsWithUser: Bool { turns.last?.role == "user" }

  mutating func append(_ message: UIMessage) {
    switch message.role {
    case .system: appendSystem(message.text)
    case .user: append("user", message.parts.compactMap { userBlock($0) })
    case .assistant: appendAssistant(message)
    }
  }

  /// Asks for more of the reply that a conversation got so far.
  ///
  /// White space at the end of a prefilled reply is refused ("final assistant content cannot end with
  /// trailing whitespace"), so it stays here. That is safe: the reply so far keeps it for whoever reads it,
  /// the model cannot tell that it is missing, and where it writes it anew ``RepeatedSpace`` takes that away.
  ///
  /// - Throws: ``HoldfastModel/ProviderError`` when there is no way to ask.
  mutating func append(_ continuation: ModelRequest.Continuation) throws(ProviderError) {
    let text = continuation.text
    switch continuation.mode {
    case .prefill:
      let scalars = text.unicodeScalars
      let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { scalars.index(after: $0) }
      append("assistant", [Self.text(String(scalars[..<(end ?? scalars.startIndex)]))].compactMap { $0 })
    case .userContinue:
      // A reply of white space alone cannot be sent, and is begun anew.
      guard let reply = Self.text(text), let prompt = Self.text(ContinuationPrompt.text(after: text)) else {
        return
      }
      append("assistant", [reply])
      append("user", [prompt])
    case .none: throw ProviderError(.configuration, detail: "the model cannot be asked to go on with a reply")
    }
  }

  private mutating func appendSystem(_ text: String) {
    if !text.trimmingSpaces.isEmpty { system.append(text) }
  }

  private mutating func append(_ role: String, _ content: [JSONValue]) {
    guard !content.isEmpty else { return }
    if turns.isEmpty, role == "assistant", let opening = Self.text(Self.opening) {
      turns.append(Turn(role: "user", content: [opening]))
    }
    if turns.last?.role == role {
      turns[turns.count - 1].content += content
    } else {
      turns.append(Turn(role: role, content: content))
    }
  }

  private func userBlock(_ part: MessagePart) -> JSONValue? {
    if let text = part.text { return Self.text(text) }
    return part.type == "file" ? AttachedFile(part).messagesBlock : nil
  }

  /// One message, or, with tools, one for each step, with the results behind it.
  private mutating func appendAssistant(_ message: UIMessage) {
    for step in AssistantStep.steps(of: message, ids: &callIDs) { append(step) }
  }

  private mutating func append(_ step: AssistantStep) {
    let (text, calls) = (step.text, step.calls)
    append("assistant", [Self.text(text)].compactMap { $0 } + calls.map(\.messagesCall))
    append("user", calls.map(\.messagesResult))
    for call in calls where !toolNames.contains(call.name) { toolNames.append(call.name) }
  }

  /// A block of text; `nil` without anything but white space, which the API refuses.
  private static func text(_ text: String) -> JSONValue? {
    text.trimmingSpaces.isEmpty ? nil : ["type": "text", "text": .string(text)]
  }
}
