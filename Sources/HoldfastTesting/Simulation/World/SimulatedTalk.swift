/// The whole of what a model has to say, which its beginning tells: whoever goes on with it knows what comes next.
struct SimulatedTalk: Sendable {
  /// The words, each with what separates it from the next.
  let words: [String]

  /// Makes a talk that a number names.
  init(number: Int, seed: UInt64) {
    let count = SimulationRandom(seed: seed, "talk \(number)").within(0...14)
    words = (0..<count).map { "w\($0).\(number) " }
  }

  /// The talk that a text is the beginning of; `nil` when something else is in the text.
  init?(begunBy text: String, seed: UInt64) {
    let first = text.prefix { $0 != " " }
    guard first.hasPrefix("w0."), let number = Int(first.dropFirst(3)) else { return nil }
    self.init(number: number, seed: seed)
    guard words.joined().hasPrefix(text) else { return nil }
  }

  /// The words behind a text that is a beginning of the talk; the first may be the rest of one.
  func words(after text: String) -> [String] {
    var left = text.count
    return words.compactMap { word in
      defer { left = max(0, left - word.count) }
      return left >= word.count ? nil : String(word.dropFirst(left))
    }
  }
}
