import HoldfastModel

/// A piece of a tool call, or all of it, as a delta carries it.
struct ToolCallDelta: Sendable, Hashable {
  /// The provider's number of the call: some leave it out, some give every call the same.
  var index: Int?
  /// The provider's id: some leave it out, some repeat it, some send an empty one in every delta but the first.
  var id: String?
  /// The tool's name, in the first delta of a call; some repeat it.
  var name: String?
  /// More of the arguments.
  var arguments: String

  /// Reads an element of `tool_calls`.
  init(_ json: JSONValue) {
    let function = json["function"]
    index = json["index"]?.intValue
    id = json.text("id")
    name = function?.text("name")
    switch function?["arguments"] {
    case .string(let text)?: arguments = text
    case .object(let object)?: arguments = JSONValue.object(object).text  // against the rules, yet clear
    default: arguments = ""
    }
  }
}
