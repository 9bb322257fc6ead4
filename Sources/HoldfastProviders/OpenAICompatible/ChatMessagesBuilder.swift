import HoldfastModel

/// Turns a conversation into the messages of a chat completion.
///
/// What an earlier reply left behind, cut off in the middle or refused by a tool, must never make the provider refuse
/// the next request: every tool call gets an answer, an id of its own and arguments that are an object; messages with
/// nothing to send are left out. Reasoning, data, sources and files of the model's own are not sent back.
struct ChatMessagesBuilder {
  /// The messages so far.
  private(set) var messages: [JSONValue] = []

  // OpenAI takes up to 40 characters.
  private var callIDs = ToolCallIDs { id in
    (1...40).contains(id.utf8.count) && id.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
  }

  mutating func append(_ message: UIMessage) {
    switch message.role {
    case .system: append(role: "system", text: message.text)
    case .user: appendUser(message)
    case .assistant: appendAssistant(message)
    }
  }

  /// Asks for more of the reply that a conversation got so far.
  ///
  /// - Throws: ``HoldfastModel/ProviderError`` when there is no way to ask.
  mutating func append(
    _ continuation: ModelRequest.Continuation, prefill: OpenAICompatibleConfiguration.Prefill
  ) throws(ProviderError) {
    // A reply of white space alone cannot be sent, and is begun anew.
    guard !continuation.text.trimmingSpaces.isEmpty else { return }
    var reply: JSONObject = ["role": "assistant", "content": .string(continuation.text)]
    switch continuation.mode {
    case .prefill:
      if prefill == .prefix { reply["prefix"] = true }
      messages.append(.object(reply))
    case .userContinue:
      messages.append(.object(reply))
      append(role: "user", text: ContinuationPrompt.text(after: continuation.text))
    case .none: throw ProviderError(.configuration, detail: "the model cannot be asked to go on with a reply")
    }
  }

  private mutating func append(role: String, text: String) {
    guard !text.trimmingSpaces.isEmpty else { return }
    messages.append(["role": .string(role), "content": .string(text)])
  }

  /// Text alone goes as a string, which every server understands; with files it goes as parts, in their order.
  private mutating func appendUser(_ message: UIMessage) {
    let files = message.parts.contains { $0.type == "file" }
    guard files else {
      let texts = message.parts.compactMap(\.text).filter { !$0.isEmpty }
      return append(role: "user", text: texts.joined(separator: "\n"))
    }
    let content = message.parts.compactMap { part -> JSONValue? in
      if let text = part.text {
        return text.trimmingSpaces.isEmpty ? nil : ["type": "text", "text": .string(text)]
      }
      return part.type == "file" ? AttachedFile(part).chatPart : nil
    }
    messages.append(["role": "user", "content": .array(content)])
  }

  /// One message, or, with tools, one for each step: a call's answer stands between the step and the next one.
  private mutating func appendAssistant(_ message: UIMessage) {
    for step in AssistantStep.steps(of: message, ids: &callIDs) { append(step) }
  }

  private mutating func append(_ step: AssistantStep) {
    let (text, calls) = (step.text, step.calls)
    guard !calls.isEmpty else { return append(role: "assistant", text: text) }
    let content: JSONValue = text.trimmingSpaces.isEmpty ? .null : .string(text)
    messages.append([
      "role": "assistant", "content": content, "tool_calls": .array(calls.map(\.chatCall)),
    ])
    for call in calls { messages.append(call.chatAnswer) }
  }
}
