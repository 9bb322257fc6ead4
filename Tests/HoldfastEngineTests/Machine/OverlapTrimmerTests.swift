import HoldfastEngine
import Testing

@Suite struct `I27 a continuation that repeats the end of a text` {
  private static let sentence = "The quick brown fox jumps over the lazy dog and runs into the wood"

  /// What is new, however the continuation is cut.
  private func new(
    _ continuation: String, after text: String, pieces: Int, isAsked: Bool = true
  ) -> String {
    var trimmer = OverlapTrimmer(after: text, isAsked: isAsked)
    var result = ""
    var rest = Substring(continuation)
    while !rest.isEmpty {
      result += trimmer.accept(String(rest.prefix(pieces)))
      rest = rest.dropFirst(pieces)
    }
    return result + trimmer.finish()
  }

  private static let cases: [(before: String, continuation: String, new: String)] = [
    // A repeat.
    (sentence, "and runs into the wood, where it sleeps.", ", where it sleeps."),
    (sentence, "wood, where it sleeps.", ", where it sleeps."),
    (sentence, sentence + " again", " again"),
    ("Hello wor", "Hello world", "ld"),
    (String(repeating: "long ", count: 100), String(repeating: "long ", count: 100) + "end", "end"),
    (sentence, "and runs into the wood", ""),
    // No repeat: a continuation as it should be.
    (sentence, " to sleep.", " to sleep."),
    ("Hel", "lo", "lo"),
    ("She was walk", "king", "king"),
    ("It is a ha", "ha ha", "ha ha"),
    (sentence, "", ""),
    (sentence, "and runs away", "and runs away"),
    (String(repeating: "-", count: 60), String(repeating: "-", count: 20), String(repeating: "-", count: 20)),
    ("naïve café", "café au lait", " au lait"),
  ]

  @Test(arguments: cases.indices, [1, 2, 7, 1000])
  func `is said once, and nothing else is taken away`(index: Int, pieces: Int) {
    let (before, continuation, expected) = Self.cases[index]
    #expect(new(continuation, after: before, pieces: pieces) == expected)
  }

  /// A model that is asked to begin with the last words says them, however few they are.
  @Test(arguments: [("r", "river", "iver"), ("Hi", "Hi there", " there"), ("Two:\n1. ", "1. One", "One")])
  func `is said once, however short, where it was asked for`(
    before: String, continuation: String, expected: String
  ) {
    var trimmer = OverlapTrimmer(after: before, isAsked: true)
    #expect(trimmer.accept(continuation) + trimmer.finish() == expected)
    #expect(trimmer.hasTrimmed)
    #expect(new(continuation, after: before, pieces: 1, isAsked: false) == continuation)
  }

  private static let unasked: [(before: String, continuation: String, new: String)] = [
    // A repeat: long, or of the whole.
    (sentence, "and runs into the wood, where it sleeps.", ", where it sleeps."),
    (sentence, sentence + " again", " again"), ("Hello wor", "Hello world", "ld"),
    // No repeat: short, or as the text has gone before.
    (sentence, "wood, where it sleeps.", "wood, where it sleeps."),
    ("null, null, null, ", "null, null, 5", "null, null, 5"),
    ("a row of values, a row of values, ", "a row of values, the end", "a row of values, the end"),
    ("  }\n  }\n", "  }\n}", "  }\n}"), ("r", "river", "river"),
  ]

  /// A model that writes on in its own answer is not asked to say anything again.
  @Test(arguments: unasked.indices, [1, 7, 1000])
  func `is left as it is where nothing was to be said again, unless it is surely one`(
    index: Int, pieces: Int
  ) {
    let (before, continuation, expected) = Self.unasked[index]
    #expect(new(continuation, after: before, pieces: pieces, isAsked: false) == expected)
  }

  @Test func `is held back for no longer than it may be one`() {
    var trimmer = OverlapTrimmer(after: Self.sentence)
    #expect(trimmer.accept("and runs ") == "")
    #expect(trimmer.accept("away") == "and runs away")
    #expect(trimmer.accept(" at once") == " at once")
    #expect(trimmer.finish() == "")
  }

  @Test func `whatever it is, what is left is an end of it`() {
    for seed in UInt64(0)..<10_000 {
      var random = SplitMix(state: seed)
      let letters = Array("ab \n")
      func text(_ most: Int) -> String {
        String((0..<random.below(most)).map { _ in letters[random.below(letters.count)] })
      }
      let (before, continuation) = (text(300), text(300))
      let left = new(continuation, after: before, pieces: 1 + random.below(20))
      #expect(continuation.hasSuffix(left), "seed \(seed)")
      #expect(before.hasSuffix(continuation.dropLast(left.count)), "seed \(seed)")
    }
  }
}
