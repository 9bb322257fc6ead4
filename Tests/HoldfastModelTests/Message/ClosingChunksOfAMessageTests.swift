import HoldfastModel
import Testing

@Suite struct `What is open in a message can be closed` {
  private static let open: [(chunks: [Chunk], closing: [Chunk])] = [
    ([], []), ([.start(messageID: MessageID(rawValue: "m"))], []), ([.startStep], [.finishStep]),
    ([.startStep, .textStart(.text, id: "1")], [.textEnd(.text, id: "1"), .finishStep]),
    (
      [.startStep, .textStart(.reasoning, id: "1"), .textStart(.text, id: "2")],
      [.textEnd(.reasoning, id: "1"), .textEnd(.text, id: "2"), .finishStep]
    ),
    (
      [.startStep, .textStart(.text, id: "1"), .textStart(.text, id: "2"), .textEnd(.text, id: "1")],
      [.textEnd(.text, id: "2"), .finishStep]
    ),
    ([.startStep, .textStart(.text, id: "1"), .finishStep], []),
    ([.startStep, .toolInputStart(.search())], [.finishStep]),
  ]

  @Test(arguments: open)
  func `in the order in which it was opened`(chunks: [Chunk], closing: [Chunk]) {
    var assembler = MessageAssembler(chunks)
    #expect(assembler.closingChunks == closing)
    for chunk in closing { assembler.accept(chunk) }
    #expect(assembler.closingChunks.isEmpty && !assembler.isStepOpen)
  }

  @Test func `and then no part is still streaming, except a call that was cut`() {
    var assembler = MessageAssembler(
      .startStep, .textStart(.text, id: "1"), .textDelta(.text, id: "1", delta: "half a wo"),
      .toolInputStart(.search()), .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q\":[1,2"))
    for chunk in assembler.closingChunks { assembler.accept(chunk) }
    #expect(
      assembler.text
        == #"[{"type":"step-start"},{"type":"text","text":"half a wo","state":"done"},"#
        + #"{"type":"tool-search","toolCallId":"c1","state":"input-streaming","input":{"q":[1,2]}}]"#)
  }
}
