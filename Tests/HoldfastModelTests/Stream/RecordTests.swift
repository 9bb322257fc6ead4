import HoldfastModel
import Testing

@Suite struct `Notices, states and usage` {
  @Test func `a notice is a transient data part with the fields of the wire`() {
    let notice = Notice(
      key: "end", code: "LENGTH_LIMIT", level: .warning, phase: .stream, message: "Too \"long\".",
      at: Timestamp(milliseconds: 1_700_000_000_123), until: Timestamp(milliseconds: 1_700_000_060_123),
      action: .resend)
    let json =
      #"{"type":"data-notice","transient":true,"data":{"key":"end","code":"LENGTH_LIMIT","level":"warning","#
      + #""phase":"stream","message":"Too \"long\".","at":1700000000123,"until":1700000060123,"action":"resend"}}"#
    for dialect in Dialect.allCases {
      #expect(String(decoding: notice.chunk.encoded(for: dialect), as: UTF8.self) == json)
    }
    #expect(!notice.chunk.isContent)
  }

  @Test func `a notice that stays true has no end`() {
    let notice = Notice(
      key: "k", code: "C", level: .info, phase: .resume, message: "m", at: Timestamp(milliseconds: 1))
    let json =
      #"{"type":"data-notice","transient":true,"data":{"key":"k","code":"C","level":"info","phase":"resume","#
      + #""message":"m","at":1,"action":"none"}}"#
    #expect(String(decoding: notice.chunk.encoded(for: .v5), as: UTF8.self) == json)
  }

  @Test func `a wish for an end leads to its state`() {
    #expect(EndRequest.allCases.map(\.state) == [.stopped, .superseded, .interrupted])
    #expect(
      Set(TerminalState.allCases.map(\.rawValue))
        == ["finished", "stopped", "superseded", "aborted", "failed", "interrupted"])
  }

  @Test(arguments: [
    (Usage(), "{}"), (Usage(inputTokens: 1), #"{"inputTokens":1}"#),
    (Usage(outputTokens: 0), #"{"outputTokens":0}"#),
    (Usage(inputTokens: 12, outputTokens: 34), #"{"inputTokens":12,"outputTokens":34}"#),
  ])
  func `usage comes back from its JSON`(usage: Usage, text: String) throws {
    #expect(usage.json.text == text)
    #expect(try Usage(json: JSONParser.parse(text)) == usage)
  }
}
