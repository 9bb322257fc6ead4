import HoldfastModel
import Testing

@Suite struct `Chunks are read` {
  private func decode(_ text: String) throws -> Chunk { try Chunk(decoding: Array(text.utf8)) }

  @Test(arguments: [
    "", "null", "[]", "\"start\"", "{}", #"{"type":1}"#, #"{"type":"nope"}"#, #"{"type":"Start"}"#,
    #"{"type":"data"}"#, #"{"type":"data-x"}"#, #"{"type":"text-start"}"#, #"{"type":"text-delta","id":"a"}"#,
    #"{"type":"text-delta","delta":"a"}"#, #"{"type":"text-delta","id":1,"delta":"a"}"#,
    #"{"type":"text-delta","id":"a","delta":null}"#, #"{"type":"reasoning-end"}"#,
    #"{"type":"tool-input-start","toolCallId":"a"}"#, #"{"type":"tool-input-delta","toolCallId":"a"}"#,
    #"{"type":"tool-input-available","toolCallId":"a","toolName":"b"}"#,
    #"{"type":"tool-input-error","toolCallId":"a","toolName":"b","input":1}"#,
    #"{"type":"tool-output-available","toolCallId":"a"}"#, #"{"type":"tool-output-error","toolCallId":"a"}"#,
    #"{"type":"tool-approval-request","approvalId":"a"}"#, #"{"type":"tool-output-denied"}"#,
    #"{"type":"source-url","url":"a"}"#, #"{"type":"source-document","sourceId":"a","mediaType":"b"}"#,
    #"{"type":"file","url":"a"}"#, #"{"type":"message-metadata"}"#, #"{"type":"error"}"#,
    #"{"type":"start-step"}{}"#, #"{"type":"start-step""#,
  ])
  func `not when a type is unknown or a field is missing`(text: String) {
    let error = #expect(throws: ChunkDecodingError.self) { try decode(text) }
    #expect(error.map { "\($0)".hasPrefix("not a UI message chunk: ") } == true)
  }

  @Test func `whatever fields they have beside their own`() throws {
    #expect(
      try decode(#"{"x":1,"delta":"a","type":"text-delta","y":{"z":[]},"id":"t"}"#)
        == .textDelta(.text, id: "t", delta: "a"))
    #expect(try decode(#"{"type":"finish","finishReason":"brand-new"}"#) == .finish())
    #expect(try decode(#"{"type":"start"}"#) == .start(messageID: MessageID(rawValue: "")))
  }

  @Test func `without saying what the text was`() {
    let error = #expect(throws: ChunkDecodingError.self) { try decode(#"{"type":"secret-type","secret":1}"#) }
    #expect(error.map { "\($0)".contains("secret") } == false)
  }
}
