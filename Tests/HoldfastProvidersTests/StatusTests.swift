import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct StatusTests {
  static let statuses: [(status: Int, body: String, kind: ProviderError.Kind)] = [
    (400, #"{"error":{"message":"no","type":"invalid_request_error"}}"#, .refused),
    (400, #"{"error":{"message":"no","code":"invalid_api_key"}}"#, .configuration),
    (400, #"[{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT"}}]"#, .refused),
    (
      401, #"{"error":{"message":"no","type":"invalid_request_error","code":"invalid_api_key"}}"#,
      .configuration
    ),
    (401, "", .configuration),
    (402, #"{"error":{"message":"Insufficient Balance"}}"#, .configuration),
    (403, #"{"message":"forbidden"}"#, .configuration),
    (404, "<html>not here</html>", .configuration),
    (408, "", .server),
    (413, #"{"error":{"message":"large","code":"rate_limit_exceeded"}}"#, .refused),
    (422, #"{"detail":[{"loc":["body"],"msg":"field required"}]}"#, .refused),
    (429, #"{"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}}"#, .overload),
    (
      429, #"{"error":{"message":"pay","type":"insufficient_quota","code":"insufficient_quota"}}"#,
      .configuration
    ),
    (429, "", .overload),
    (500, #"{"error":{"message":"oops","type":"server_error"}}"#, .server),
    (502, "bad gateway", .server),
    (503, "", .server),
    (503, #"{"error":{"message":"busy","type":"overloaded_error"}}"#, .overload),
    (529, #"{"error":{"message":"busy"}}"#, .overload),
    (307, "", .configuration),
  ]

  @Test(arguments: statuses) func `a status has its class`(
    _ status: Int, _ body: String, _ kind: ProviderError.Kind
  ) async throws {
    let outcome = try await play(UpstreamAct.answer(status, body))
    #expect(outcome.events.isEmpty)
    #expect(outcome.failure?.kind == kind)
    #expect(outcome.failure?.status == status)
    #expect(outcome.failure?.detail.hasPrefix("HTTP \(status)") == true)
  }

  @Test func `a redirect is not followed: it would carry the key elsewhere`() async throws {
    try await TestUpstream.with([UpstreamAct.stream([stop, done])]) { other in
      let acts: [UpstreamAct] = [
        .head(302, type: nil, headers: ["location: \(other.baseURL)/chat/completions"]), .end,
      ]
      let outcome = try await play(acts)
      #expect(outcome.failure?.kind == .configuration)
      #expect(other.requests.isEmpty)
    }
  }

  @Test func `of a long error body only the beginning is read`() async throws {
    let acts: [UpstreamAct] =
      [.head(500, type: "text/plain")]
      + [UpstreamAct](repeating: .body(String(repeating: "x", count: 1 << 16)), count: 64) + [.awaitClose]
    let outcome = try await play(acts)
    #expect(outcome.failure == ProviderError(.server, detail: "HTTP 500", status: 500))
  }

  @Test func `the detail says what the provider says`() async throws {
    let body = #"{"error":{"message":"Rate limit reached.","type":"requests","code":"rate_limit_exceeded"}}"#
    let acts: [UpstreamAct] = [
      .head(429, type: "application/json", headers: ["retry-after: 7"]), .body(body), .end,
    ]
    #expect(
      try await play(acts).failure?.detail
        == "HTTP 429, retry after 7 s: rate_limit_exceeded, requests: Rate limit reached.")
  }

  @Test func `an answer of 200 that is no stream is an error`() async throws {
    for (type, body, kind) in [
      (
        "application/json", #"{"error":{"message":"busy","type":"overloaded_error"}}"#,
        ProviderError.Kind.overload
      ),
      ("application/json", #"{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}"#, .malformed),
      ("text/html; charset=utf-8", "<html></html>", .malformed),
    ] {
      #expect(try await play(UpstreamAct.answer(200, body, type: type)).failure?.kind == kind, "\(body)")
    }
  }
}
