import HoldfastModel

extension ToolCallPart {
  /// The call, in the assistant's message.
  var chatCall: JSONValue {
    [
      "id": .string(id), "type": "function",
      "function": ["name": .string(name), "arguments": .string(JSONValue.object(input).text)],
    ]
  }

  /// The message that answers it.
  var chatAnswer: JSONValue { ["role": "tool", "tool_call_id": .string(id), "content": .string(output)] }
}
