import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// Chunks for the oracle: each case with and without what is optional, and whole replies.
enum ChunkSamples {
  private static let metadata: JSONValue = ["provider": ["cached": true, "n": [1, .null]]]

  static let single: [Chunk] = frame + texts + tools + sources

  private static let frame: [Chunk] = [
    .start(messageID: MessageID(rawValue: "m1")), .startStep, .finishStep, .messageMetadata(["model": "m"]),
    .finish(), .finish(messageMetadata: ["n": 1], reason: .stop), .abort(), .abort(reason: "stopped"),
    .error(errorText: ""), .error(errorText: ChatError.internalError("x").text),
  ]

  private static let texts: [Chunk] = [Chunk.TextKind.text, .reasoning].flatMap { kind -> [Chunk] in
    [
      .textStart(kind, id: "t"), .textStart(kind, id: "t", providerMetadata: metadata),
      .textDelta(kind, id: "t", delta: "Hé \"\\\r\n\u{2028}😀\0"),
      .textDelta(kind, id: "t", delta: "", providerMetadata: metadata), .textEnd(kind, id: "t"),
      .textEnd(kind, id: "t", providerMetadata: metadata),
    ]
  }

  private static let tools: [Chunk] = [
    Chunk.ToolCall(toolCallID: "c", toolName: "search"),
    Chunk.ToolCall(
      toolCallID: "c", toolName: "search", dynamic: true, providerExecuted: true, title: "Search"),
  ].flatMap { call -> [Chunk] in
    let answer = Chunk.ToolAnswer(
      toolCallID: "c", dynamic: call.dynamic, providerExecuted: call.providerExecuted)
    return [
      .toolInputStart(call), .toolInputDelta(toolCallID: "c", inputTextDelta: "{\"q"),
      .toolInputAvailable(call, input: .null),
      .toolInputAvailable(call, input: ["q": 1], providerMetadata: metadata),
      .toolInputError(call, input: "{\"q", errorText: "bad"),
      .toolInputError(call, input: [:], errorText: "bad", providerMetadata: metadata),
      .toolOutputAvailable(answer, output: .null),
      .toolOutputAvailable(answer, output: [1], preliminary: true),
      .toolOutputError(answer, errorText: "bad"), .toolApprovalRequest(approvalID: "a", toolCallID: "c"),
      .toolOutputDenied(toolCallID: "c"),
    ]
  }

  private static let sources: [Chunk] = [
    .sourceURL(sourceID: "s", url: "https://a.example"),
    .sourceURL(sourceID: "s", url: "https://a.example", title: "A"),
    .sourceDocument(sourceID: "s", mediaType: "text/plain", title: "A"),
    .sourceDocument(sourceID: "s", mediaType: "text/plain", title: "A", filename: "a.txt"),
    .file(url: "data:,x", mediaType: "text/plain"), .data(name: "x", value: .null),
    .data(name: "x", value: ["k": 1.0e300.json], id: "d", transient: true),
    .data(name: "a-b", value: "x", id: "d"),
  ]

  /// Replies of any events, each ended in every way there is.
  static func replies(_ seeds: ClosedRange<UInt64>) -> [Chunk] {
    seeds.flatMap { seed -> [Chunk] in
      var generator = SplitMix64(seed: seed)
      var composer = ReplyComposer()
      var chunks: [Chunk] = [.start(messageID: MessageID(rawValue: "reply-\(seed)"))]
      for event in RandomEvents.make(using: &generator) { chunks += composer.accept(event) }
      return chunks + composer.finish() + endings
    }
  }

  /// The closing chunks of every state, reason, failure and way of saving.
  static let endings: [Chunk] = outcomes.flatMap { outcome in
    [ClosingChunks.Saving.saved, .pending, .refused].flatMap { saving in
      ClosingChunks.chunks(
        for: outcome, header: `A stream closes as its state says`.header, saving: saving,
        now: Timestamp(milliseconds: 1_700_000_000_000))
    }
  }

  private static let outcomes: [StreamOutcome] =
    TerminalState.allCases.map { StreamOutcome(state: $0) }
    + FinishReason.allCases.map { StreamOutcome(state: .finished, reason: $0) }
    + ProviderError.Kind.allCases.flatMap { kind in
      let failure = StreamOutcome.Failure(kind: kind, detail: "x")
      return [TerminalState.failed, .aborted].map { StreamOutcome(state: $0, failure: failure) }
    }
}

extension Double {
  fileprivate var json: JSONValue { .number(JSONNumber(self)) }
}
