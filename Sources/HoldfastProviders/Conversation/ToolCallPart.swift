import HoldfastModel

/// A tool call of the conversation, with its answer, such as any provider takes it.
///
/// The states are those of the AI SDK's tool parts (`UIToolInvocation`).
struct ToolCallPart {
  static let interrupted = "This tool call was interrupted and has no result."
  static let denied = "The user did not allow this tool call."
  static let unanswered = "The user has not said whether this tool call is allowed. It was not made."
  static let failed = "The tool failed."
  static let nothing = "(no output)"

  /// The id by which the answer names the call.
  let id: String
  /// The tool's name: letters, digits, `_` and `-`, 64 at most, as all APIs take it.
  let name: String
  /// The arguments, an object in any case, also of a call that was cut while they came.
  let input: JSONObject
  /// The answer, never empty.
  let output: String
  /// Whether the answer is the tool's own.
  let hasResult: Bool

  init(_ part: MessagePart, id: String) {
    self.id = id
    name = Self.sendable(name: part.toolName ?? "")
    input = Self.input(of: part)
    output = Self.output(of: part)
    hasResult = Self.result(of: part) != nil
  }

  private static func sendable(name: String) -> String {
    let fit = name.prefix(64).map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == "-") ? character : "_"
    }
    return fit.isEmpty ? "tool" : String(fit)
  }

  private static func input(of part: MessagePart) -> JSONObject {
    switch part.json["input"] ?? part.json["rawInput"] {
    case .object(let object)?: return object
    case .string(let text)?:
      if case .object(let object)? = PartialJSON.complete(text) { return object }
      return text.isEmpty ? JSONObject() : ["input": .string(text)]
    case .null?, nil: return JSONObject()
    case let other?: return ["input": other]
    }
  }

  private static func output(of part: MessagePart) -> String {
    if let result = result(of: part) {
      let text = result.stringValue ?? (result.isNull ? "" : result.text)
      return text.isEmpty ? nothing : text
    }
    switch part.json["state"]?.stringValue {
    case "output-error":
      return part.json.text("errorText").map { "The tool failed: \($0)" } ?? failed
    case "output-denied": return denial(in: part)
    case "approval-requested": return unanswered
    default:
      return part.json["approval"]?["approved"]?.boolValue == false ? denial(in: part) : interrupted
    }
  }

  /// What the tool itself answered; `nil` when it did not.
  ///
  /// A part that waits for a person may have it already: the call was made, and the part is the client's.
  private static func result(of part: MessagePart) -> JSONValue? {
    switch part.json["state"]?.stringValue {
    case "output-available": part.json["output"] ?? .null
    case "approval-requested", "approval-responded": part.json["output"]
    default: nil
    }
  }

  /// That the user said no, and why, if that was said.
  private static func denial(in part: MessagePart) -> String {
    part.json["approval"]?.text("reason").map { "\(denied) The reason: \($0)" } ?? denied
  }
}
