import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `Parts that are said again` {
  /// Parts as they are stored.
  static let parts: [String] = [
    #"[{"type":"step-start"},{"type":"text","text":"Hi","state":"done"}]"#,
    #"[{"type":"step-start"},{"type":"reasoning","text":"Hm","state":"done","providerMetadata":{"p":{"a":1}}}]"#,
    #"[{"type":"step-start"},{"type":"text","text":"","state":"done"},{"type":"step-start"},{"type":"text","text":"B","state":"done"}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"input-available","input":{"a":1.50}}]"#,
    #"[{"type":"step-start"},{"type":"dynamic-tool","toolName":"f","toolCallId":"c","state":"output-available","input":{},"output":[1],"providerExecuted":true}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"output-error","input":{},"errorText":"no"}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"output-error","rawInput":"{","errorText":"no"}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"approval-requested","input":{},"approval":{"id":"p"}}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"output-denied","input":{},"approval":{"id":"p"}}]"#,
    #"[{"type":"step-start"},{"type":"tool-f","toolCallId":"c","state":"input-streaming","input":{"a":1}}]"#,
    #"[{"type":"step-start"},{"type":"source-url","sourceId":"s","url":"https://a.example","title":"A"},{"type":"source-document","sourceId":"d","mediaType":"text/plain","title":"D","filename":"d.txt"}]"#,
    #"[{"type":"step-start"},{"type":"file","mediaType":"image/png","url":"https://a.example/a.png"},{"type":"data-x","id":"1","data":{"a":[]}}]"#,
  ]

  @Test(arguments: parts) func `make the same parts`(text: String) throws {
    let stored = try JSONParser.parse(text)
    let parts = try (stored.arrayValue ?? []).map { part in
      try #require(part.objectValue.flatMap(MessagePart.init(json:)))
    }
    let chunks = PartChunks.chunks(for: parts)
    var assembler = MessageAssembler()
    for chunk in chunks { assembler.accept(chunk) }
    #expect(JSONValue.array(assembler.messageParts.map { .object($0.json) }).canonical == stored.canonical)
    #expect(!assembler.isStepOpen)
    let whole = [.start(messageID: MessageID(rawValue: "a"))] + chunks
    for dialect in [Dialect.v5, .v6] { #expect(try ChunkOracle.judge(whole, dialect).faults == []) }
  }

  @Test func `of no known kind are left out`() throws {
    let part = try #require(MessagePart(json: ["type": "custom", "kind": "x"]))
    #expect(PartChunks.chunks(for: [part]).isEmpty)
  }
}

@Suite struct `What a continuation begins with` {
  private func header(_ trigger: ClaimKey.Trigger, target: String) -> StreamHeader {
    StreamHeader(
      stream: StreamID(rawValue: "s"), principal: .ada,
      claim: ClaimKey(
        session: .first, message: MessageID(rawValue: "a"), trigger: trigger, target: target),
      reply: MessageID(rawValue: "a"), order: 2, segment: 1, agent: "default", dialect: .v6,
      routeForm: .chat, createdAt: Timestamp(milliseconds: 0))
  }

  private static func answered(_ call: String, _ isApproved: Bool) -> MessagePart? {
    MessagePart(json: [
      "type": "tool-f", "toolCallId": .string(call), "state": "approval-responded",
      "approval": ["id": "p", "approved": .bool(isApproved)],
    ])
  }

  private let reply = UIMessage(
    id: MessageID(rawValue: "a"), role: .assistant,
    parts: [answered("c1", false), answered("c2", true), answered("c3", false), answered("c4", false)]
      .compactMap(\.self))

  @Test func `the denials that it answers, in their order`() {
    #expect(
      Opening(of: header(.continuation, target: "c1,c2,c4"), earlier: reply).chunks == [
        .toolOutputDenied(toolCallID: "c1"), .toolOutputDenied(toolCallID: "c4"),
      ])
  }

  @Test func `names of calls that are taken`() {
    let names = Opening(of: header(.continuation, target: "c1"), earlier: reply).usedCallIDs
    #expect(names == ["c1", "c2", "c3", "c4"])
  }

  @Test func `denials by their approvals' ids, too`() {
    let chunks = Opening(of: header(.continuation, target: "p"), earlier: reply).chunks
    #expect(chunks.count == 3)
  }

  @Test func `nothing, when it is none or nothing was denied`() {
    #expect(Opening(of: header(.submit, target: "c1"), earlier: reply).chunks.isEmpty)
    #expect(Opening(of: header(.continuation, target: "c2"), earlier: reply).chunks.isEmpty)
    #expect(Opening(of: header(.continuation, target: "c1"), earlier: nil).chunks.isEmpty)
  }
}
