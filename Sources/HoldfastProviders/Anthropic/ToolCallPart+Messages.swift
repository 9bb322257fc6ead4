import HoldfastModel

extension ToolCallPart {
  /// The call, in the assistant's message.
  var messagesCall: JSONValue {
    ["type": "tool_use", "id": .string(id), "name": .string(name), "input": .object(input)]
  }

  /// The result, in the user's message behind it; one that is not the tool's own is marked as an error.
  var messagesResult: JSONValue {
    var result: JSONObject = [
      "type": "tool_result", "tool_use_id": .string(id), "content": .string(output),
    ]
    if !hasResult { result["is_error"] = true }
    return .object(result)
  }
}
