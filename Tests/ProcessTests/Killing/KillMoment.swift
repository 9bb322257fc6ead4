import HoldfastModel

/// When a server is killed.
enum KillMoment: Sendable, CustomStringConvertible {
  /// Some time after the bytes of the request were written, whatever was received.
  case afterRequest(microseconds: UInt32)
  /// When the head of the answer is there.
  case head
  /// When so many frames were received.
  case frames(Int)
  /// When a frame of a type was received.
  case type(String)
  /// When the last text was received: the provider has finished, and the stream has not.
  case lastText
  /// When the stream has ended.
  case done

  var description: String {
    switch self {
    case .afterRequest(let microseconds): "\(microseconds) µs after the request"
    case .head: "at the head"
    case .frames(let count): "at frame \(count)"
    case .type(let type): "at \(type)"
    case .lastText: "between the provider's finish and ours"
    case .done: "after [DONE]"
    }
  }

  /// The 50 moments: every position up to the middle of the second tool call, every kind of part, both sides of the
  /// outcome, and a seeded choice of times at which nothing was received yet or anything may have been.
  static func all(seed: UInt64) -> [KillMoment] {
    var random = SplitMix64(seed: seed)
    let early = (0..<8).map { _ in
      KillMoment.afterRequest(microseconds: .random(in: 0...12_000, using: &random))
    }
    let late = (0..<5).map { _ in
      KillMoment.afterRequest(microseconds: .random(in: 0...900_000, using: &random))
    }
    let types = [
      "start-step", "reasoning-delta", "reasoning-end", "text-start", "text-end", "tool-input-start",
      "tool-input-available", "data-weather",
    ]
    return [.afterRequest(microseconds: 0), .head] + early + late + (1...22).map(KillMoment.frames)
      + types.map(KillMoment.type)
      + [.lastText, .lastText, .type("finish-step"), .type("finish"), .done]
  }
}

extension Script {
  /// A reply with one of everything, and pauses to be killed in: 0.9 s in all.
  static let everything = Script().answering(
    nil,
    [
      ["model": "scripted-1"], delay("0.06"), reasoning("think {n} ", repeat: 4, every: "0.03"),
      text("word {n} ", repeat: 6, every: "0.03"),
      toolDelta("call-1", ["{\"ci", "ty\":\"Bo", "nn\"}"]), delay("0.06"),
      ["data": ["name": "weather", "id": "w", "value": ["degrees": 21]]], delay("0.06"),
      toolDelta("call-2", ["{\"city\":\"K"]), delay("0.08"), text(lastText),
      ["usage": ["inputTokens": 3, "outputTokens": 12]], finish, delay("0.25"),
    ])

  /// What ``everything`` says last.
  static let lastText = "last words"

  /// All that ``everything`` says.
  static let allText =
    [
      (0..<4).map { "think \($0) " }.joined(), (0..<6).map { "word \($0) " }.joined(), lastText,
    ].joined(separator: "|")

  private static func toolDelta(_ id: String, _ fragments: [String]) -> JSONValue {
    ["toolDelta": ["id": .string(id), "name": "weather", "fragments": .array(fragments.map { .string($0) })]]
  }
}
