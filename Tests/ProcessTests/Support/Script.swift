import HoldfastModel

/// A scenario for the scripted provider.
struct Script: Sendable {
  private var replies: [JSONValue] = []

  /// The scenario file's text.
  var text: String { JSONValue.object(["replies": .array(replies)]).text }

  /// Adds an answer to messages that contain a word.
  ///
  /// - Parameter afterSteps: How many steps of the reply have called tools and have their answers; any number without it.
  func answering(_ word: String?, afterSteps: Int? = nil, _ steps: [JSONValue]) -> Script {
    var script = self
    var reply: JSONObject = ["steps": .array(steps)]
    if let word { reply["match"] = .string(word) }
    reply["afterSteps"] = afterSteps.map { .number(JSONNumber($0)) }
    script.replies.append(.object(reply))
    return script
  }

  static func delay(_ seconds: String) -> JSONValue { .object(["delay": number(seconds)]) }

  static func text(_ text: String, repeat count: Int = 1, every seconds: String = "0") -> JSONValue {
    .object(["text": .string(text), "repeat": .number(JSONNumber(count)), "every": number(seconds)])
  }

  static func reasoning(_ text: String, repeat count: Int = 1, every seconds: String = "0") -> JSONValue {
    .object(["reasoning": .string(text), "repeat": .number(JSONNumber(count)), "every": number(seconds)])
  }

  static let finish: JSONValue = ["finish": "stop"]

  private static func number(_ text: String) -> JSONValue {
    guard let value = try? JSONParser.parse(text) else { preconditionFailure("\(text) is no number") }
    return value
  }
}
