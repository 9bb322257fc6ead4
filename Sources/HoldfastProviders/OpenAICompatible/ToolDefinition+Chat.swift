import HoldfastModel

extension ToolDefinition {
  /// The tool, in the list of those that the model may call.
  var chatTool: JSONValue {
    [
      "type": "function",
      "function": ["name": .string(name), "description": .string(summary), "parameters": sendableSchema],
    ]
  }
}
