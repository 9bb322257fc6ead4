import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `A stream closes as its state says` {
  private let now = Timestamp(milliseconds: 1_700_000_000_000)

  static let header = StreamHeader(
    stream: StreamID(rawValue: "st"), principal: .ada,
    claim: ClaimKey(session: .first, message: MessageID(rawValue: "u1")), reply: MessageID(rawValue: "m1"),
    order: 2,
    agent: Agent.defaultName, dialect: .v5, routeForm: .chat, createdAt: Timestamp(milliseconds: 1))

  private func close(_ outcome: StreamOutcome, _ saving: ClosingChunks.Saving = .saved) -> Transcript {
    var transcript = Transcript()
    for chunk in ClosingChunks.chunks(for: outcome, header: Self.header, saving: saving, now: now) {
      let cursor = Cursor(stream: Self.header.stream, position: transcript.frames.count, seal: .origin)
      transcript.frames.append(Transcript.Frame(cursor: cursor, data: chunk.encoded(for: .v6), chunk: chunk))
    }
    return transcript
  }

  private static let table: [(state: TerminalState, types: [String], notices: [String])] = [
    (.finished, ["finish"], []), (.stopped, ["data-notice", "abort"], ["STOPPED"]),
    (.superseded, ["data-notice", "abort"], ["SUPERSEDED"]),
    (.aborted, ["data-notice", "abort", "error"], ["PROVIDER_CUT"]),
    (.interrupted, ["data-notice", "abort", "error"], ["INTERRUPTED"]), (.failed, ["error"], []),
  ]

  @Test(arguments: table)
  func `with the frames of the table, when the reply is saved`(
    state: TerminalState, types: [String], notices: [String]
  ) {
    let transcript = close(StreamOutcome(state: state))
    #expect(transcript.types == types)
    #expect(transcript.notices == notices)
    // `finish` for a reply that finished and for nothing else; an error is the last frame.
    #expect(transcript.types.contains("finish") == (state == .finished))
    #expect(transcript.types.dropLast().allSatisfy { $0 != "error" })
  }

  @Test(arguments: table)
  func `after the notice that it is still being saved, when it is not`(
    state: TerminalState, types: [String], notices: [String]
  ) {
    let transcript = close(StreamOutcome(state: state), .pending)
    // A stream that failed has delivered nothing, so there is nothing to save.
    #expect(transcript.types == (state == .failed ? types : ["data-notice"] + types))
    #expect(transcript.notices == (state == .failed ? notices : ["SAVING"] + notices))
    if case .data(_, let notice, _, _) = transcript.chunks.first, state != .failed {
      #expect(notice["key"] == "saving" && notice["phase"] == "persistence" && notice["action"] == "wait")
      #expect(notice["until"]?.intValue == 1_700_000_060_000)
    }
  }

  @Test(arguments: TerminalState.allCases.filter { $0 != .failed })
  func `with one error of phase persistence, when the reply was refused for good`(state: TerminalState) throws
  {
    let transcript = close(StreamOutcome(state: state), .refused)
    #expect(transcript.types == ["error"])
    let error = try #require(transcript.error)
    #expect(error["errorCode"] == "PERSISTENCE_FAILED" && error["category"] == "persistence")
    #expect(error["metadata"]?["phase"] == "persistence" && error["metadata"]?["messageId"] == "m1")
    #expect(error["metadata"]?["resend"]?["trigger"] == "regenerate-message")
    #expect(error["metadata"]?["download"] == "/api/streams/st/raw")
  }

  @Test(
    arguments: [
      (FinishReason.stop, []), (.length, ["LENGTH_LIMIT"]), (.contentFilter, ["CONTENT_FILTER"]),
      (.refusal, ["MODEL_REFUSAL"]), (.toolCalls, []),
      (.other, []), (.error, []),
    ] as [(FinishReason, [String])])
  func `telling why the model finished`(reason: FinishReason, notices: [String]) {
    let transcript = close(StreamOutcome(state: .finished, reason: reason))
    #expect(transcript.notices == notices)
    #expect(transcript.chunks.last == .finish(reason: reason))
    // In the oldest dialect the reason is left out.
    #expect(
      transcript.chunks.last.map { String(decoding: $0.encoded(for: .v5), as: UTF8.self) }
        == #"{"type":"finish"}"#)
  }

  private struct Failure {
    var kind: ProviderError.Kind
    var code: String
    var type = "MODEL_UNAVAILABLE"
    var status = 503
    var isRetryable = true
  }

  private static let failures = [
    Failure(kind: .overload, code: "PROVIDER_OVERLOADED"),
    Failure(kind: .transport, code: "PROVIDER_UNREACHABLE"),
    Failure(kind: .server, code: "PROVIDER_ERROR"), Failure(kind: .malformed, code: "PROVIDER_MALFORMED"),
    Failure(kind: .cut, code: "PROVIDER_CUT"),
    Failure(kind: .stall, code: "PROVIDER_STALLED", type: "TIMEOUT", status: 504),
    Failure(kind: .configuration, code: "PROVIDER_MISCONFIGURED", isRetryable: false),
    Failure(
      kind: .refused, code: "PROVIDER_REFUSED", type: "INVALID_REQUEST", status: 422, isRetryable: false),
    Failure(kind: .limit, code: "REPLY_TOO_LONG", isRetryable: false),
  ]

  @Test(arguments: failures.indices)
  func `with an error that tells how the provider failed`(index: Int) throws {
    let expected = Self.failures[index]
    let kind = expected.kind
    let failure = StreamOutcome.Failure(kind: kind, detail: "scripted")
    let error = try #require(close(StreamOutcome(state: .failed, failure: failure)).error)
    #expect(
      error["type"]?.stringValue == expected.type && error["statusCode"]?.intValue == expected.status)
    #expect(error["retryable"]?.boolValue == expected.isRetryable)
    #expect(error["errorCode"]?.stringValue == expected.code)
    #expect(error["source"] == "provider" && error["error"]?.stringValue == "\(kind.rawValue): scripted")
    #expect(error["metadata"]?["download"] == nil, "nothing was delivered")
    let cut = try #require(close(StreamOutcome(state: .aborted, failure: failure)).error)
    #expect(cut["errorCode"]?.stringValue == expected.code && cut["category"] == "stream")
    // Each class has words of its own, before and after the first word.
    var texts: Set<String> = []
    for other in Self.failures {
      for state in [TerminalState.failed, .aborted] {
        let failure = StreamOutcome.Failure(kind: other.kind, detail: "x")
        let error = close(StreamOutcome(state: state, failure: failure)).error
        texts.insert(error?["message"]?.stringValue ?? "")
      }
    }
    #expect(texts.count == Self.failures.count * 2)
    #expect(cut["error"]?.stringValue == "\(kind.rawValue): scripted")
  }

  @Test(arguments: ProviderError.Kind.allCases)
  func `whatever the failure`(kind: ProviderError.Kind) {
    #expect(Self.failures.contains { $0.kind == kind })
  }

  @Test func `with an error that names session, stream, message and time`() throws {
    for state in [TerminalState.aborted, .interrupted, .failed] {
      let metadata = try #require(close(StreamOutcome(state: state)).error?["metadata"])
      #expect(
        metadata["sessionId"] == "session-1" && metadata["streamId"] == "st" && metadata["messageId"] == "m1")
      #expect(metadata["timestamp"]?.intValue == 1_700_000_000_000 && metadata["phase"] == "stream")
      #expect((metadata["download"] == "/api/streams/st/raw") == (state != .failed))
    }
  }
}
