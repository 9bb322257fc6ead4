/// What a model is told of a tool.
public struct ToolDefinition: Sendable, Hashable {
  /// The name that the model calls it by: letters, digits, `-` and `_`, at most 64.
  public var name: String
  /// What it does, for the model.
  public var summary: String
  /// The JSON Schema of its input, an object.
  public var inputSchema: JSONValue
  /// What a user is shown instead of the name.
  public var title: String?

  /// Makes a definition.
  public init(name: String, summary: String, inputSchema: JSONValue, title: String? = nil) {
    self.name = name
    self.summary = summary
    self.inputSchema = inputSchema
    self.title = title
  }

  /// Whether a text can name a tool for every provider.
  public static func isValid(name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
