import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `An independent implementation of the AI SDK's chunks` {
  @Test(arguments: [Dialect.v5, .v6])
  func `accepts every chunk, alone and in many replies, however they end`(dialect: Dialect) throws {
    let chunks = ChunkSamples.single + ChunkSamples.replies(1...150)
    let report = try ChunkOracle.judge(chunks, dialect)
    #expect(report.faults.isEmpty)
    #expect(report.chunks == chunks.count)
    #expect(report.types.keys.count { !$0.hasPrefix("data-") } == (dialect == .v5 ? 22 : 24))
    for type in [
      "text-delta", "reasoning-delta", "tool-input-error", "tool-input-available", "data-part", "error",
    ] {
      #expect(report.types[type, default: 0] > 20, "\(type)")
    }
  }

  private static let wrong = [
    #"{"type":"finish","finishReason":"stop"}"#, #"{"type":"abort","reason":"stopped"}"#,
    #"{"type":"tool-input-start","toolCallId":"a","toolName":"b","title":"c"}"#,
    #"{"type":"tool-output-denied","toolCallId":"a"}"#, #"{"type":"text-delta","id":"a"}"#,
    #"{"type":"text-delta","id":1,"delta":"a"}"#, #"{"type":"text-delta","id":"a","delta":null}"#,
    #"{"type":"text-start","id":"a","extra":1}"#, #"{"type":"start","message_id":"a"}"#, #"{"type":"start"}"#,
    #"{"type":"tool-output-available","toolCallId":"a"}"#, #"{"type":"data-","data":1}"#, #"{"type":"nope"}"#,
    #"{"type":"text-start","id":"a","providerMetadata":{"provider":1}}"#, "[]", "no JSON",
    #"{"type":"tool-input-start","toolCallId":"a","toolName":"b","dynamic":"yes"}"#,
  ]

  /// An oracle that accepts anything proves nothing.
  @Test func `refuses whatever is wrong`() throws {
    let report = try ChunkOracle.judge(lines: Self.wrong.map { Array($0.utf8) }, .v5)
    for (index, line) in Self.wrong.enumerated() {
      #expect(report.faults.contains { $0.line == index + 1 }, "\(line)")
    }
  }
}
