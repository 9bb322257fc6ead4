import HoldfastModel

extension ToolDefinition {
  /// The tool, in the list of those that the model may call.
  var messagesTool: JSONValue {
    ["name": .string(name), "description": .string(summary), "input_schema": sendableSchema]
  }
}
