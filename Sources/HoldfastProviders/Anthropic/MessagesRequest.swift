import HoldfastModel

/// The body of a request (Claude API reference, "Create a Message").
struct MessagesRequest {
  private let model: String
  private let maximumOutputTokens: Int
  private let system: String
  private let messages: [JSONValue]
  private let tools: [ToolDefinition]
  /// The tools that were called, when none may be.
  private let pastTools: [String]

  /// Makes a body.
  ///
  /// - Throws: ``HoldfastModel/ProviderError`` when there is nothing to send.
  init(_ request: ModelRequest, configuration: AnthropicConfiguration) throws(ProviderError) {
    model = configuration.model
    maximumOutputTokens = request.maximumOutputTokens ?? configuration.maximumOutputTokens
    var builder = MessagesBuilder(system: request.system)
    for message in request.messages { builder.append(message) }
    // An assistant's message at the end would be taken for the beginning of the reply.
    guard builder.endsWithUser else {
      throw ProviderError(.refused, detail: "the conversation has nothing of the user's at its end to send")
    }
    if let continuing = request.continuing { try builder.append(continuing) }
    // The API has no other way of asking for JSON that every model takes.
    let text = builder.system.joined(separator: "\n\n")
    system = request.format == .json ? JSONPrompt.appended(to: text) : text
    messages = builder.messages
    tools = request.offeredTools
    pastTools = tools.isEmpty ? builder.toolNames : []
  }

  /// The body as JSON.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("model", model)
      writer.member("max_tokens", JSONValue.number(JSONNumber(maximumOutputTokens)))
      if !system.isEmpty { writer.member("system", system) }
      writer.key("messages")
      writer.array { writer in for message in messages { writer.element(message) } }
      if !tools.isEmpty { writer.member("tools", JSONValue.array(tools.map(\.messagesTool))) }
      if !pastTools.isEmpty {
        // A conversation with tool calls is refused without definitions of tools. None of them may be called.
        writer.member("tools", JSONValue.array(pastTools.map { Self.pastTool(named: $0) }))
        writer.member("tool_choice", ["type": "none"] as JSONValue)
      }
      writer.member("stream", JSONValue.bool(true))
    }
    return writer.bytes
  }

  private static func pastTool(named name: String) -> JSONValue {
    ["name": .string(name), "input_schema": ["type": "object"]]
  }
}
