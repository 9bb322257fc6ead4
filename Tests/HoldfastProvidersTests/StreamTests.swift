import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamTests {
  static let cases =
    StreamCase.texts + StreamCase.finishes + StreamCase.toolCalls + StreamCase.failures + StreamCase.inBand

  @Test(arguments: cases) func `a stream gives its events, however it is cut`(_ stream: StreamCase)
    async throws
  {
    for slice in [Int.max, 1, 7] {
      let outcome = try await play(stream.acts(slice: slice)) { $0.maximumEventBytes = 4096 }
      #expect(outcome.events == stream.events, "slices of \(slice)")
      #expect(outcome.failure?.kind == stream.failure, "slices of \(slice)")
      #expect(outcome.error == nil || outcome.failure != nil, "slices of \(slice)")
    }
  }

  @Test func `bytes may be cut anywhere, within characters too`() async throws {
    let body = Array(UpstreamAct.events([chunk(#"{"content":"né 👩‍👧"}"#), stop, done]).utf8)
    for cut in body.indices {
      let outcome = try await play(
        [.head(), .body(Array(body[..<cut])), .body(Array(body[cut...])), .end])
      #expect(outcome.events == [.textDelta("né 👩‍👧"), .finish(.stop)], "cut at \(cut)")
      #expect(outcome.error == nil)
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `line ends, comments and fields of no use do no harm`(
    _ lineEnd: String
  ) async throws {
    let lines = [
      "\u{FEFF}: welcome", "", "event: message", "id: 1", "retry: 5", "data:\(chunk(#"{"content":"a"}"#))",
      "",
      ": keep", "data:", "", "data: \(stop)", "", "data: [DONE]", "", "",
    ]
    let outcome = try await play([.head(), .body(lines.joined(separator: lineEnd), slice: 3), .end])
    #expect(outcome.events == [.textDelta("a"), .finish(.stop)])
    #expect(outcome.error == nil)
  }

  @Test func `a last event without its blank line counts when it is whole`() async throws {
    let first = UpstreamAct.events([chunk(#"{"content":"a"}"#)])
    let whole = try await play([.head(), .body(first + "data: \(stop)"), .end])
    #expect(whole.events == [.textDelta("a"), .finish(.stop)])
    #expect(whole.error == nil)
    let half = try await play([.head(), .body(first + "data: \(stop.dropLast())"), .end])
    #expect(half.events == [.textDelta("a")])
    #expect(half.failure?.kind == .cut)
  }

  @Test func `a stream that does not call itself one is read`() async throws {
    for type in [nil, "text/plain", "application/octet-stream", "text/event-stream; charset=utf-8"] {
      let outcome = try await play([.head(type: type), .body(UpstreamAct.events([stop, done])), .end])
      #expect(outcome.events == [.finish(.stop)], "\(type ?? "no type")")
    }
  }

  @Test func `an error event is an error whatever it holds`() async throws {
    for (data, kind) in [
      (#"{"message":"busy","type":"overloaded_error"}"#, ProviderError.Kind.overload), ("oops", .server),
      (#"{"error":{"code":"invalid_api_key"}}"#, .configuration),
    ] {
      let outcome = try await play([.head(), .body("event: error\ndata: \(data)\n\n"), .end])
      #expect(outcome.failure?.kind == kind, "\(data)")
    }
  }
}
