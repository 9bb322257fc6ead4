import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `I27 what goes on with a reply` {
  private struct Case: Sendable {
    var before: String
    var said: [String]
    var mode: ContinuationMode
    var whole: String
  }

  private static let cases = [
    // The beginning of its own answer: as it comes.
    Case(before: "salt wat", said: ["er that"], mode: .prefill, whole: "salt water that"),
    Case(before: "water that", said: [" covers"], mode: .prefill, whole: "water that covers"),
    // Asked to go on, it says the last words again, which tells how the two join.
    Case(
      before: "The sea is salt wat", said: ["The sea is ", "salt water that"], mode: .userContinue,
      whole: "The sea is salt water that"),
    Case(
      before: "The sea is water that", said: ["is water that covers"], mode: .userContinue,
      whole: "The sea is water that covers"),
    // It says nothing again, and begins with a word.
    Case(before: "water that", said: ["", "covers"], mode: .userContinue, whole: "water that covers"),
    Case(before: "It is.", said: ["Then"], mode: .userContinue, whole: "It is. Then"),
    Case(before: "water that", said: [" covers"], mode: .userContinue, whole: "water that covers"),
    Case(before: "water that\n", said: ["covers"], mode: .userContinue, whole: "water that\ncovers"),
    Case(before: "f(", said: ["x)"], mode: .userContinue, whole: "f(x)"),
    Case(before: "the sea", said: [", which"], mode: .userContinue, whole: "the sea, which"),
    Case(before: "海は", said: ["広い"], mode: .userContinue, whole: "海は広い"),
  ]

  @Test(arguments: cases.indices) func `joins what was said before`(index: Int) {
    let row = Self.cases[index]
    var splice = Splice(after: row.before, mode: row.mode)
    var text = row.before
    for event in row.said.map(ProviderEvent.textDelta) + [.finish(.stop)] {
      for case .textDelta(let more) in splice.accept(event) { text += more }
    }
    #expect(text == row.whole)
  }

  @Test func `leaves out what is thought before its first word, and nothing behind it`() {
    var splice = Splice(after: "Hel")
    #expect(splice.accept(.reasoningDelta("I was cut")) == [])
    #expect(splice.accept(.usage(Usage(inputTokens: 1))) == [.usage(Usage(inputTokens: 1))])
    #expect(splice.accept(.textDelta("lo")) == [.textDelta("lo")])
    #expect(splice.accept(.reasoningDelta("more")) == [.reasoningDelta("more")])
  }

  @Test func `says what was held back before anything else comes`() {
    var splice = Splice(after: "the lamp and looked", mode: .userContinue)
    #expect(splice.accept(.textDelta("the lamp")) == [])
    #expect(
      splice.accept(.toolCallStart(index: 0, id: "c", name: "t"))
        == [.textDelta(" the lamp"), .toolCallStart(index: 0, id: "c", name: "t")])
  }
}
