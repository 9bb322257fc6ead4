import HoldfastModel

/// The body of a request (OpenAI API reference, "Create chat completion").
struct ChatCompletionRequest {
  private let configuration: OpenAICompatibleConfiguration
  private let request: ModelRequest
  private let messages: [JSONValue]

  /// Makes a body.
  ///
  /// - Throws: ``HoldfastModel/ProviderError`` when there is nothing to send.
  init(_ request: ModelRequest, configuration: OpenAICompatibleConfiguration) throws(ProviderError) {
    self.configuration = configuration
    self.request = request
    var builder = ChatMessagesBuilder()
    for message in request.messages { builder.append(message) }
    guard !builder.messages.isEmpty else {
      throw ProviderError(.refused, detail: "the conversation has nothing that can be sent")
    }
    if let continuing = request.continuing { try builder.append(continuing, prefill: configuration.prefill) }
    let system = Self.system(of: request)
    messages =
      system.trimmingSpaces.isEmpty
      ? builder.messages : [["role": "system", "content": .string(system)]] + builder.messages
  }

  /// The body as JSON.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("model", configuration.model)
      writer.key("messages")
      writer.array { writer in for message in messages { writer.element(message) } }
      let tools = request.offeredTools
      if !tools.isEmpty { writer.member("tools", JSONValue.array(tools.map(\.chatTool))) }
      writer.member("stream", JSONValue.bool(true))
      if configuration.includeUsage {
        writer.member("stream_options", ["include_usage": true] as JSONValue)
      }
      if let limit = request.maximumOutputTokens {
        writer.member(configuration.tokenLimit.rawValue, JSONValue.number(JSONNumber(limit)))
      }
      if request.format == .json { writer.member("response_format", ["type": "json_object"] as JSONValue) }
      if isPrefilled, configuration.prefill == .continueFinalMessage {
        writer.member("add_generation_prompt", JSONValue.bool(false))
        writer.member("continue_final_message", JSONValue.bool(true))
      }
    }
    return writer.bytes
  }

  /// Whether the last message is the assistant's, to be gone on with.
  private var isPrefilled: Bool {
    request.continuing?.mode == .prefill && messages.last?["role"] == "assistant"
  }

  /// OpenAI's API refuses to answer with JSON where no message speaks of it.
  private static func system(of request: ModelRequest) -> String {
    let texts = [request.system ?? ""] + request.messages.map(\.text)
    guard request.format == .json, !texts.contains(where: { $0.lowercased().contains("json") }) else {
      return request.system ?? ""
    }
    return JSONPrompt.appended(to: request.system)
  }
}
