import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `A composer makes chunks of tool calls` {
  private func compose(_ events: [ProviderEvent]) -> [Chunk] {
    var composer = ReplyComposer()
    var chunks: [Chunk] = []
    for event in events { chunks += composer.accept(event) }
    return chunks + composer.finish()
  }

  private func call(_ id: String, _ name: String = "search") -> Chunk.ToolCall {
    Chunk.ToolCall(toolCallID: id, toolName: name)
  }

  @Test func `with the arguments in pieces, then whole`() {
    let chunks = compose([
      .textDelta("a"), .toolCallStart(index: 0, id: "c1", name: "search"),
      .toolCallDelta(index: 0, argumentsDelta: "{\"q\":"), .toolCallDelta(index: 0, argumentsDelta: ""),
      .toolCallDelta(index: 0, argumentsDelta: "1}"), .toolCallEnd(index: 0), .finish(.toolCalls),
    ])
    #expect(
      chunks == [
        .startStep, .textStart(.text, id: "text-1"), .textDelta(.text, id: "text-1", delta: "a"),
        .textEnd(.text, id: "text-1"), .toolInputStart(call("c1")),
        .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q\":"),
        .toolInputDelta(toolCallID: "c1", inputTextDelta: "1}"),
        .toolInputAvailable(call("c1"), input: ["q": 1]),
        .finishStep,
      ])
  }

  @Test func `side by side`() {
    let chunks = compose([
      .toolCallStart(index: 0, id: "c1", name: "a"), .toolCallStart(index: 1, id: "c2", name: "b"),
      .toolCallDelta(index: 1, argumentsDelta: "2"), .toolCallDelta(index: 0, argumentsDelta: "1"),
      .toolCallEnd(index: 1), .toolCallEnd(index: 0), .toolCallEnd(index: 0), .toolCallEnd(index: 5),
    ])
    #expect(
      chunks == [
        .startStep, .toolInputStart(call("c1", "a")), .toolInputStart(call("c2", "b")),
        .toolInputDelta(toolCallID: "c2", inputTextDelta: "2"),
        .toolInputDelta(toolCallID: "c1", inputTextDelta: "1"),
        .toolInputAvailable(call("c2", "b"), input: 2), .toolInputAvailable(call("c1", "a"), input: 1),
        .finishStep,
      ])
  }

  @Test func `that the provider left open are ended in their order`() {
    let chunks = compose([
      .toolCallStart(index: 3, id: "c3", name: "a"), .toolCallStart(index: 1, id: "c1", name: "b"),
      .toolCallDelta(index: 1, argumentsDelta: "[]"),
    ])
    #expect(
      chunks.suffix(3) == [
        .toolInputAvailable(call("c1", "b"), input: []), .toolInputAvailable(call("c3", "a"), input: [:]),
        .finishStep,
      ])
  }

  @Test(arguments: ["{\"q\":", "{'q':1}", "undefined", "{}{}"])
  func `whose arguments are not JSON as the error they are`(arguments: String) {
    let chunks = compose([
      .toolCallStart(index: 0, id: "c1", name: "search"), .toolCallDelta(index: 0, argumentsDelta: arguments),
      .toolCallEnd(index: 0), .toolCallDelta(index: 0, argumentsDelta: "late"),
    ])
    #expect(
      chunks.suffix(2) == [
        .toolInputError(
          call("c1"), input: .string(arguments), errorText: "The model's arguments are not valid JSON."),
        .finishStep,
      ])
  }

  @Test func `with ids that are unique in the message`() {
    let ids = ["", "", "x", "x", "call-1", "x-2", "x", ""]
    let chunks = compose(ids.enumerated().map { .toolCallStart(index: $0, id: $1, name: "a") })
    let made: [String] = chunks.compactMap { chunk in
      if case .toolInputStart(let call) = chunk { call.toolCallID } else { nil }
    }
    #expect(made == ["call-1", "call-2", "x", "x-2", "call-1-2", "x-2-2", "x-3", "call-3"])
  }

  @Test func `of which one takes the place of another ends the other`() {
    let chunks = compose([
      .toolCallStart(index: 0, id: "c1", name: "a"), .toolCallDelta(index: 0, argumentsDelta: "1"),
      .toolCallStart(index: 0, id: "c2", name: "b"), .toolCallDelta(index: 0, argumentsDelta: "2"),
    ])
    #expect(
      chunks == [
        .startStep, .toolInputStart(call("c1", "a")), .toolInputDelta(toolCallID: "c1", inputTextDelta: "1"),
        .toolInputAvailable(call("c1", "a"), input: 1), .toolInputStart(call("c2", "b")),
        .toolInputDelta(toolCallID: "c2", inputTextDelta: "2"),
        .toolInputAvailable(call("c2", "b"), input: 2),
        .finishStep,
      ])
  }

  @Test func `that were never begun are passed over`() {
    #expect(compose([.toolCallDelta(index: 0, argumentsDelta: "1"), .toolCallEnd(index: 0)]).isEmpty)
  }
}
