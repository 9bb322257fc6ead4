import HoldfastModel

extension ModelRequest {
  /// The tools that the model is told of: none where the answer is to be JSON, which a call would not be.
  var offeredTools: [ToolDefinition] { format == .json ? [] : tools }
}

extension ToolDefinition {
  /// The schema of the input as all APIs take it: of type `object`, with its properties named, be there none.
  var sendableSchema: JSONValue {
    var schema: JSONObject = ["type": "object"]
    for member in inputSchema.objectValue?.members ?? [] { schema[member.key] = member.value }
    if schema["properties"] == nil { schema["properties"] = [:] }
    return .object(schema)
  }
}
