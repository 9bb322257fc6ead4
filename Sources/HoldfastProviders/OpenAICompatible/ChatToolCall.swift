import HoldfastModel

/// A tool call of the conversation, with its answer.
///
/// The states are those of the AI SDK's tool parts (`UIToolInvocation`).
struct ChatToolCall {
  static let interrupted = "This tool call was interrupted and has no result."
  static let denied = "The user did not allow this tool call."
  static let failed = "The tool failed."
  static let nothing = "(no output)"

  private let id: String
  private let name: String
  private let arguments: String
  private let output: String

  init(_ part: MessagePart, id: String) {
    self.id = id
    name = Self.sendable(name: part.toolName ?? "")
    arguments = Self.arguments(of: part)
    output = Self.output(of: part)
  }

  /// The call, in the assistant's message.
  var json: JSONValue {
    [
      "id": .string(id), "type": "function",
      "function": ["name": .string(name), "arguments": .string(arguments)],
    ]
  }

  /// The message that answers it.
  var answer: JSONValue { ["role": "tool", "tool_call_id": .string(id), "content": .string(output)] }

  /// The API takes letters, digits, `_` and `-`, 64 at most.
  private static func sendable(name: String) -> String {
    let fit = name.prefix(64).map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == "-") ? character : "_"
    }
    return fit.isEmpty ? "tool" : String(fit)
  }

  /// An object in any case, also of a call that was cut while its arguments came.
  private static func arguments(of part: MessagePart) -> String {
    switch part.json["input"] ?? part.json["rawInput"] {
    case .object(let object)?: return JSONValue.object(object).text
    case .string(let text)?:
      if case .object(let object)? = PartialJSON.complete(text) { return JSONValue.object(object).text }
      return text.isEmpty ? "{}" : JSONValue.object(["input": .string(text)]).text
    case .null?, nil: return "{}"
    case let other?: return JSONValue.object(["input": other]).text
    }
  }

  private static func output(of part: MessagePart) -> String {
    switch part.json["state"]?.stringValue {
    case "output-available":
      let output = part.json["output"] ?? .null
      let text = output.stringValue ?? (output.isNull ? "" : output.text)
      return text.isEmpty ? nothing : text
    case "output-error":
      return part.json.text("errorText").map { "The tool failed: \($0)" } ?? failed
    case "output-denied": return denied
    default:
      return part.json["approval"]?["approved"]?.boolValue == false ? denied : interrupted
    }
  }
}

extension JSONObject {
  /// The member, when it is a string with something in it.
  func text(_ key: String) -> String? { JSONValue.object(self).text(key) }
}
