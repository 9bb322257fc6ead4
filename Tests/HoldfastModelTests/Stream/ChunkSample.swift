import HoldfastModel
import Testing

/// A chunk, and its bytes in the oldest dialect and in the newer ones: the table of wire.md, "Chunk types and fields".
struct ChunkSample: Sendable, CustomTestStringConvertible {
  var chunk: Chunk
  var v5: String
  var newer: String

  init(_ chunk: Chunk, _ v5: String, newer: String? = nil) {
    self.chunk = chunk
    self.v5 = v5
    self.newer = newer ?? v5
  }

  var testDescription: String { newer }

  func json(for dialect: Dialect) -> String { dialect == .v5 ? v5 : newer }

  private static let metadata: JSONValue = ["provider": ["cached": true]]
  private static let plainCall = Chunk.ToolCall(toolCallID: "c1", toolName: "search")
  private static let fullCall = Chunk.ToolCall(
    toolCallID: "c1", toolName: "search", dynamic: true, providerExecuted: true, title: "Search")
  private static let fullAnswer = Chunk.ToolAnswer(toolCallID: "c1", dynamic: true, providerExecuted: true)

  static let all: [ChunkSample] = frame + text + toolInput + toolOutput + sources + data

  private static let frame: [ChunkSample] = [
    ChunkSample(.start(messageID: MessageID(rawValue: "m1")), #"{"type":"start","messageId":"m1"}"#),
    ChunkSample(.startStep, #"{"type":"start-step"}"#),
    ChunkSample(.finishStep, #"{"type":"finish-step"}"#),
    ChunkSample(.messageMetadata(["a": 1]), #"{"type":"message-metadata","messageMetadata":{"a":1}}"#),
    ChunkSample(.finish(), #"{"type":"finish"}"#),
    ChunkSample(
      .finish(messageMetadata: ["b": [1]], reason: .toolCalls),
      #"{"type":"finish","messageMetadata":{"b":[1]}}"#,
      newer: #"{"type":"finish","finishReason":"tool-calls","messageMetadata":{"b":[1]}}"#),
    ChunkSample(.abort(), #"{"type":"abort"}"#),
    ChunkSample(
      .abort(reason: "stopped"), #"{"type":"abort"}"#, newer: #"{"type":"abort","reason":"stopped"}"#),
    ChunkSample(.error(errorText: "{\"a\":\n1}"), #"{"type":"error","errorText":"{\"a\":\n1}"}"#),
  ]

  private static let text: [ChunkSample] = [Chunk.TextKind.text, .reasoning].flatMap { kind in
    let type = kind.rawValue
    return [
      ChunkSample(.textStart(kind, id: "t1"), "{\"type\":\"\(type)-start\",\"id\":\"t1\"}"),
      ChunkSample(
        .textStart(kind, id: "t1", providerMetadata: metadata),
        "{\"type\":\"\(type)-start\",\"id\":\"t1\",\"providerMetadata\":{\"provider\":{\"cached\":true}}}"),
      ChunkSample(
        .textDelta(kind, id: "t1", delta: "Hé \"\\\r\n\u{2028}😀"),
        "{\"type\":\"\(type)-delta\",\"id\":\"t1\",\"delta\":\"Hé \\\"\\\\\\r\\n\u{2028}😀\"}"),
      ChunkSample(
        .textDelta(kind, id: "t1", delta: "", providerMetadata: metadata),
        "{\"type\":\"\(type)-delta\",\"id\":\"t1\",\"delta\":\"\",\"providerMetadata\":{\"provider\":{\"cached\":true}}}"
      ),
      ChunkSample(.textEnd(kind, id: "t1"), "{\"type\":\"\(type)-end\",\"id\":\"t1\"}"),
      ChunkSample(
        .textEnd(kind, id: "t1", providerMetadata: metadata),
        "{\"type\":\"\(type)-end\",\"id\":\"t1\",\"providerMetadata\":{\"provider\":{\"cached\":true}}}"),
    ]
  }

  private static let toolInput: [ChunkSample] = [
    ChunkSample(
      .toolInputStart(plainCall), #"{"type":"tool-input-start","toolCallId":"c1","toolName":"search"}"#),
    ChunkSample(
      .toolInputStart(fullCall),
      #"{"type":"tool-input-start","toolCallId":"c1","toolName":"search","dynamic":true,"providerExecuted":true}"#,
      newer: #"{"type":"tool-input-start","toolCallId":"c1","toolName":"search","dynamic":true,"#
        + #""providerExecuted":true,"title":"Search"}"#),
    ChunkSample(
      .toolInputDelta(toolCallID: "c1", inputTextDelta: "{\"q"),
      #"{"type":"tool-input-delta","toolCallId":"c1","inputTextDelta":"{\"q"}"#),
    ChunkSample(
      .toolInputAvailable(plainCall, input: .null),
      #"{"type":"tool-input-available","toolCallId":"c1","toolName":"search","input":null}"#),
    ChunkSample(
      .toolInputAvailable(fullCall, input: ["q": 1], providerMetadata: metadata),
      #"{"type":"tool-input-available","toolCallId":"c1","toolName":"search","dynamic":true,"#
        + #""providerExecuted":true,"input":{"q":1},"providerMetadata":{"provider":{"cached":true}}}"#,
      newer: #"{"type":"tool-input-available","toolCallId":"c1","toolName":"search","dynamic":true,"#
        + #""providerExecuted":true,"title":"Search","input":{"q":1},"providerMetadata":{"provider":{"cached":true}}}"#
    ),
    ChunkSample(
      .toolInputError(plainCall, input: "{\"q", errorText: "cut", providerMetadata: metadata),
      #"{"type":"tool-input-error","toolCallId":"c1","toolName":"search","input":"{\"q","errorText":"cut","#
        + #""providerMetadata":{"provider":{"cached":true}}}"#),
  ]

  private static let toolOutput: [ChunkSample] = [
    ChunkSample(
      .toolOutputAvailable(Chunk.ToolAnswer(toolCallID: "c1"), output: .null),
      #"{"type":"tool-output-available","toolCallId":"c1","output":null}"#),
    ChunkSample(
      .toolOutputAvailable(fullAnswer, output: ["n": 3], preliminary: true),
      #"{"type":"tool-output-available","toolCallId":"c1","dynamic":true,"providerExecuted":true,"#
        + #""output":{"n":3},"preliminary":true}"#),
    ChunkSample(
      .toolOutputError(Chunk.ToolAnswer(toolCallID: "c1"), errorText: "no"),
      #"{"type":"tool-output-error","toolCallId":"c1","errorText":"no"}"#),
    ChunkSample(
      .toolOutputError(fullAnswer, errorText: "no"),
      #"{"type":"tool-output-error","toolCallId":"c1","dynamic":true,"providerExecuted":true,"errorText":"no"}"#
    ),
    ChunkSample(
      .toolApprovalRequest(approvalID: "a1", toolCallID: "c1"),
      #"{"type":"data-approval","id":"a1","data":{"approvalId":"a1","toolCallId":"c1"}}"#,
      newer: #"{"type":"tool-approval-request","approvalId":"a1","toolCallId":"c1"}"#),
    ChunkSample(
      .toolOutputDenied(toolCallID: "c1"),
      #"{"type":"tool-output-error","toolCallId":"c1","errorText":"The call was denied."}"#,
      newer: #"{"type":"tool-output-denied","toolCallId":"c1"}"#),
  ]

  private static let sources: [ChunkSample] = [
    ChunkSample(
      .sourceURL(sourceID: "s1", url: "https://a.example/?b=c"),
      #"{"type":"source-url","sourceId":"s1","url":"https://a.example/?b=c"}"#),
    ChunkSample(
      .sourceURL(sourceID: "s1", url: "https://a.example", title: "A"),
      #"{"type":"source-url","sourceId":"s1","url":"https://a.example","title":"A"}"#),
    ChunkSample(
      .sourceDocument(sourceID: "s1", mediaType: "text/plain", title: "A"),
      #"{"type":"source-document","sourceId":"s1","mediaType":"text/plain","title":"A"}"#),
    ChunkSample(
      .sourceDocument(sourceID: "s1", mediaType: "text/plain", title: "A", filename: "a.txt"),
      #"{"type":"source-document","sourceId":"s1","mediaType":"text/plain","title":"A","filename":"a.txt"}"#),
    ChunkSample(
      .file(url: "data:image/png;base64,AA", mediaType: "image/png"),
      #"{"type":"file","url":"data:image/png;base64,AA","mediaType":"image/png"}"#),
  ]

  private static let data: [ChunkSample] = [
    ChunkSample(.data(name: "weather", value: .null), #"{"type":"data-weather","data":null}"#),
    ChunkSample(
      .data(name: "notice", value: ["key": "k"], transient: true),
      #"{"type":"data-notice","transient":true,"data":{"key":"k"}}"#),
    ChunkSample(
      .data(name: "codeDelta", value: "x", id: "d1", transient: true),
      #"{"type":"data-codeDelta","id":"d1","transient":true,"data":"x"}"#),
    ChunkSample(.data(name: "a-b", value: [1], id: "d1"), #"{"type":"data-a-b","id":"d1","data":[1]}"#),
  ]
}
