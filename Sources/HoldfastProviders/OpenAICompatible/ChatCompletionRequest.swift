import HoldfastModel

/// The body of a request (OpenAI API reference, "Create chat completion").
struct ChatCompletionRequest {
  var model: String
  var includeUsage: Bool
  /// The conversation as the API wants it; empty when there is nothing to send.
  var messages: [JSONValue]

  init(model: String, includeUsage: Bool, request: ModelRequest) {
    self.model = model
    self.includeUsage = includeUsage
    var builder = ChatMessagesBuilder()
    for message in request.messages { builder.append(message) }
    messages = builder.messages
    if let system = request.system, !system.trimmingSpaces.isEmpty, !messages.isEmpty {
      messages.insert(["role": "system", "content": .string(system)], at: 0)
    }
  }

  /// The body as JSON.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("model", model)
      writer.key("messages")
      writer.array { writer in for message in messages { writer.element(message) } }
      writer.member("stream", JSONValue.bool(true))
      if includeUsage { writer.member("stream_options", ["include_usage": true] as JSONValue) }
    }
    return writer.bytes
  }
}
