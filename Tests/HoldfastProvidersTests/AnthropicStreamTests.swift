import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct AnthropicStreamTests {
  static let cases =
    StreamCase.messages + StreamCase.stopReasons + StreamCase.messageFailures + StreamCase.messageErrors

  @Test(arguments: cases) func `a streamed message gives its events, however it is cut`(
    _ stream: StreamCase
  ) async throws {
    for slice in [Int.max, 1, 7] {
      let outcome = try await playMessage(stream.acts(slice: slice)) { $0.maximumEventBytes = 4096 }
      #expect(outcome.events == stream.events, "slices of \(slice)")
      #expect(outcome.failure?.kind == stream.failure, "slices of \(slice)")
      #expect(outcome.error == nil || outcome.failure != nil, "slices of \(slice)")
    }
  }

  @Test func `bytes of a message may be cut anywhere, within characters too`() async throws {
    let lines = [messageStart(), textStart(0), textDelta(0, "né 👩‍👧"), blockStop(0)] + messageEnd
    let body = Array(UpstreamAct.namedEvents(lines).utf8)
    let expected =
      StreamCase.begin + [
        .textDelta("né 👩‍👧"), .usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop),
      ]
    let acts = body.indices.map { cut -> [UpstreamAct] in
      [.head(), .body(Array(body[..<cut])), .body(Array(body[cut...])), .end]
    }
    try await withAnthropic(acts) { provider, _ in
      for cut in body.indices {
        let outcome = await provider.outcome()
        #expect(outcome.events == expected, "cut at \(cut)")
        #expect(outcome.error == nil)
      }
    }
  }

  @Test func `a message that breaks off anywhere before its stop is cut, and never a finish`() async throws {
    let lines = [messageStart(), textStart(0), textDelta(0, "Hello"), blockStop(0)] + messageEnd
    let body = Array(UpstreamAct.namedEvents(lines).utf8)
    // The blank line behind the last event may be missing: the event is whole.
    let ends = body.indices.dropLast(2)
    let acts = ends.map { end -> [UpstreamAct] in [.head(), .body(Array(body[..<end])), .end] }
    try await withAnthropic(acts) { provider, _ in
      for end in ends {
        let outcome = await provider.outcome()
        #expect(outcome.failure?.kind == .cut, "broken off at \(end)")
        #expect(!outcome.events.contains(.finish(.stop)))
      }
    }
  }

  @Test func `an error event is an error whatever it holds, also in a message`() async throws {
    for (data, kind) in [
      (
        #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
        ProviderError.Kind.overload
      ),
      ("oops", .server), (#"{"message":"no","type":"permission_error"}"#, .configuration),
    ] {
      let outcome = try await playMessage([.head(), .body("event: error\ndata: \(data)\n\n"), .end])
      #expect(outcome.failure?.kind == kind, "\(data)")
      #expect(outcome.failure?.retryAfter == nil)
    }
  }

  static let statuses: [(status: Int, type: String, kind: ProviderError.Kind)] = [
    (400, "invalid_request_error", .refused), (401, "authentication_error", .configuration),
    (402, "billing_error", .configuration), (403, "permission_error", .configuration),
    (404, "not_found_error", .configuration), (413, "request_too_large", .refused),
    (429, "rate_limit_error", .overload), (500, "api_error", .server), (504, "timeout_error", .server),
    (529, "overloaded_error", .overload), (503, "overloaded_error", .overload),
  ]

  @Test(arguments: statuses) func `a status of the API has its class`(
    _ status: Int, _ type: String, _ kind: ProviderError.Kind
  ) async throws {
    let body = #"{"type":"error","error":{"type":"\#(type)","message":"Something."},"request_id":"req_1"}"#
    let outcome = try await playMessage(UpstreamAct.answer(status, body))
    #expect(outcome.events.isEmpty)
    #expect(
      outcome.failure
        == ProviderError(
          kind, detail: "HTTP \(status): \(type)" + (kind == .configuration ? "" : ": Something."),
          status: status))
  }

  @Test func `an answer of 200 that is no stream of a message is an error`() async throws {
    for (type, body, kind) in [
      (
        "application/json", #"{"type":"error","error":{"type":"overloaded_error"}}"#,
        ProviderError.Kind.overload
      ),
      ("application/json", #"{"type":"message","content":[]}"#, .malformed),
      ("text/html", "<html>", .malformed),
    ] {
      #expect(
        try await playMessage(UpstreamAct.answer(200, body, type: type)).failure?.kind == kind, "\(body)")
    }
  }

  @Test func `more calls than a reply may have are refused`() async throws {
    let calls = (0...1024).flatMap { index in
      [blockStart(index, #"{"type":"tool_use","id":"t\#(index)","name":"f","input":{}}"#), blockStop(index)]
    }
    let outcome = try await playMessage(UpstreamAct.stream([messageStart()] + calls + messageEnd))
    #expect(outcome.failure?.kind == .malformed)
  }
}
