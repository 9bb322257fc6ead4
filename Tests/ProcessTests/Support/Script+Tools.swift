import HoldfastModel

extension Script {
  /// Adds an answer that calls tools, one call for each input, and the answer that comes after theirs.
  ///
  /// The calls are `call-0`, `call-1` and so on. The first answer takes 15 tokens, the second 27.
  func calling(_ tool: String, when word: String, _ inputs: [JSONValue]) -> Script {
    let calls = inputs.enumerated().map { number, input -> JSONValue in
      ["tool": ["id": .string("call-\(number)"), "name": .string(tool), "input": input]]
    }
    let first = [Self.text("Let me see. ")] + calls + [Self.usage(10, 5), ["finish": "tool-calls"]]
    return answering(word, afterSteps: 0, first)
      .answering(word, afterSteps: 1, [Self.text("That is all. "), Self.usage(20, 7), Self.finish])
  }

  /// The tokens of all that ``calling(_:when:_:)`` answers.
  static let tokensOfCalling = 42

  static func usage(_ input: Int, _ output: Int) -> JSONValue {
    ["usage": ["inputTokens": .number(JSONNumber(input)), "outputTokens": .number(JSONNumber(output))]]
  }
}
