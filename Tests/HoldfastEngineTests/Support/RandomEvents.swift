import HoldfastModel

/// The SplitMix64 generator: the same seed gives the same numbers on every machine.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What a provider might hand over, sensible or not.
enum RandomEvents {
  private static let texts = ["Hi", "", " there", "é\n\"\\", "😀", "data: [DONE]\n\n", "\u{2028}\0"]
  private static let ids = ["", "c1", "c2", "call-1"]

  static func make(using generator: inout SplitMix64) -> [ProviderEvent] {
    (0..<Int.random(in: 0...30, using: &generator)).map { _ in event(using: &generator) }
  }

  private static func event(using generator: inout SplitMix64) -> ProviderEvent {
    let text = texts.randomElement(using: &generator) ?? ""
    let index = Int.random(in: 0..<3, using: &generator)
    switch Int.random(in: 0..<14, using: &generator) {
    case 0...3: return .textDelta(text)
    case 4...5: return .reasoningDelta(text)
    case 6:
      return .toolCallStart(index: index, id: ids.randomElement(using: &generator) ?? "", name: "search")
    case 7: return .toolCallDelta(index: index, argumentsDelta: ["{\"q\":", "1", "}", ""][index])
    case 8: return .toolCallEnd(index: index)
    case 9: return .source(url: "https://a.example", title: index == 0 ? nil : text)
    case 10: return .file(url: "data:image/png;base64,AA", mediaType: "image/png")
    case 11:
      return .data(
        name: "part", value: .string(text), id: index == 0 ? nil : "d\(index)", transient: index == 2)
    case 12: return .usage(Usage(inputTokens: index, outputTokens: 2))
    default: return .model("model-\(index)")
    }
  }
}
