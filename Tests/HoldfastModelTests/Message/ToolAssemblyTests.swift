import HoldfastModel
import Testing

/// The states of a tool part, as the client has them.
@Suite struct `A tool call is assembled as the client assembles it` {
  private static let answered: [Chunk] = [
    .toolInputStart(.search()), .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q\":\"a\"}"),
    .toolInputAvailable(.search(), input: ["q": "a"]),
  ]
  private static let input = #""input":{"q":"a"}"#

  private static let cases: [(chunks: [Chunk], part: String)] = [
    (
      [.toolInputStart(.search())],
      #"{"type":"tool-search","toolCallId":"c1","state":"input-streaming"}"#
    ),
    (
      [
        .toolInputStart(.search()), .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q\":\"a"),
        .toolInputDelta(toolCallID: "c1", inputTextDelta: "b"),
      ],
      #"{"type":"tool-search","toolCallId":"c1","state":"input-streaming","input":{"q":"ab"}}"#
    ),
    (answered, "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"input-available\",\(input)}"),
    (
      [.toolInputAvailable(.search(), input: .null, providerMetadata: ["p": 1])],
      #"{"type":"tool-search","toolCallId":"c1","state":"input-available","input":null,"callProviderMetadata":{"p":1}}"#
    ),
    (
      answered + [.toolOutputAvailable(.of(), output: [1])],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-available\",\(input),\"output\":[1]}"
    ),
    (
      answered + [.toolOutputAvailable(.of(), output: .null)],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-available\",\(input),\"output\":null}"
    ),
    (
      answered + [.toolOutputAvailable(.of(), output: 1, preliminary: true)],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-available\",\(input),\"output\":1,"
        + "\"preliminary\":true}"
    ),
    (
      answered + [
        .toolOutputAvailable(.of(), output: 1, preliminary: true), .toolOutputAvailable(.of(), output: 2),
      ],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-available\",\(input),\"output\":2}"
    ),
    // The AI SDK's validation refuses an output beside an error.
    (
      answered + [
        .toolOutputAvailable(.of(), output: 1, preliminary: true), .toolOutputError(.of(), errorText: "no"),
      ],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-error\",\(input),\"errorText\":\"no\"}"
    ),
    (
      answered + [.toolOutputError(.of(), errorText: "no"), .toolOutputAvailable(.of(), output: 1)],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-available\",\(input),\"output\":1}"
    ),
    (
      answered + [.toolApprovalRequest(approvalID: "a1", toolCallID: "c1")],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"approval-requested\",\(input),"
        + "\"approval\":{\"id\":\"a1\"}}"
    ),
    (
      answered + [.toolOutputDenied(toolCallID: "c1")],
      "{\"type\":\"tool-search\",\"toolCallId\":\"c1\",\"state\":\"output-denied\",\(input)}"
    ),
    // Of a static tool the input that cannot be read is `rawInput` alone; of a dynamic one it is `input`.
    (
      [
        .toolInputStart(.search()), .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q\":\"a"),
        .toolInputError(.search(), input: "{\"q\":\"a", errorText: "bad"),
      ],
      #"{"type":"tool-search","toolCallId":"c1","state":"output-error","rawInput":"{\"q\":\"a","errorText":"bad"}"#
    ),
    (
      [.toolInputError(.search(dynamic: true), input: "{", errorText: "bad")],
      #"{"type":"dynamic-tool","toolName":"search","toolCallId":"c1","state":"output-error","input":"{","#
        + #""errorText":"bad"}"#
    ),
    (
      [.toolInputStart(.search(dynamic: true)), .toolInputAvailable(.search(dynamic: true), input: 1)],
      #"{"type":"dynamic-tool","toolName":"search","toolCallId":"c1","state":"input-available","input":1}"#
    ),
    // Once run by the provider, always.
    (
      [.toolInputStart(.search(providerExecuted: true)), .toolInputAvailable(.search(), input: 1)],
      #"{"type":"tool-search","toolCallId":"c1","state":"input-available","input":1,"providerExecuted":true}"#
    ),
    (
      [
        .toolInputAvailable(
          Chunk.ToolCall(toolCallID: "c1", toolName: "search", title: "Search"), input: 1)
      ],
      #"{"type":"tool-search","toolCallId":"c1","state":"input-available","input":1,"title":"Search"}"#
    ),
  ]

  @Test(arguments: cases)
  func `in each of its states`(chunks: [Chunk], part: String) {
    let assembler = MessageAssembler(chunks)
    #expect(assembler.text == "[\(part)]")
    #expect(assembler.hasContent)
  }

  @Test func `calls side by side, and an answer in a later step`() {
    let assembler = MessageAssembler(
      .startStep, .toolInputAvailable(.search("c1"), input: 1), .toolInputAvailable(.search("c2"), input: 2),
      .finishStep, .startStep, .toolOutputAvailable(.of("c1"), output: "x"))
    let states = assembler.messageParts.compactMap { $0.json["state"]?.stringValue }
    #expect(states == ["output-available", "input-available"])
    #expect(assembler.messageParts.map(\.type) == ["step-start", "tool-search", "tool-search", "step-start"])
  }

  private static let settled: [Chunk] = [
    .toolOutputAvailable(.of(), output: 1), .toolOutputError(.of(), errorText: "no"),
    .toolOutputDenied(toolCallID: "c1"), .toolInputError(.search(), input: 1, errorText: "no"),
  ]
  private static let text: [Chunk] = [
    .textStart(.text, id: "t"), .textDelta(.text, id: "t", delta: "x"), .textEnd(.text, id: "t"),
  ]

  /// What makes `sendAutomaticallyWhen` send the message back: the last step has calls, and all have their answers.
  @Test(arguments: settled)
  func `a last step whose calls are all settled is known`(settling: Chunk) {
    let call: [Chunk] = [.startStep, .toolInputAvailable(.search(), input: 1)]
    #expect(!MessageAssembler(call).endsInSettledTool)
    #expect(MessageAssembler(call + [settling]).endsInSettledTool)
    #expect(MessageAssembler(call + [settling, .finishStep]).endsInSettledTool)
    // The client looks at the calls of the step alone, not at what stands around them.
    #expect(MessageAssembler(call + [settling] + Self.text).endsInSettledTool)
    #expect(MessageAssembler(call + [settling, .data(name: "d", value: 1)]).endsInSettledTool)
    let open: Chunk = .toolInputAvailable(.search("c2"), input: 1)
    #expect(!MessageAssembler(call + [open, settling]).endsInSettledTool)
    #expect(!MessageAssembler(call + [settling, .finishStep, .startStep]).endsInSettledTool)
    #expect(!MessageAssembler(call + [settling, .finishStep, .startStep] + Self.text).endsInSettledTool)
  }

  @Test func `a last step without calls, or none at all, has nothing settled`() {
    #expect(!MessageAssembler().endsInSettledTool)
    #expect(!MessageAssembler([.startStep] + Self.text).endsInSettledTool)
  }
}
