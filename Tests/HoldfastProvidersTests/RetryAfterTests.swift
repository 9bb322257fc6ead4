import HoldfastModel
import HoldfastProviders
import Testing

/// When a provider may be asked again, by the headers of its error; it is 2026-01-02T03:04:05Z.
@Suite(.timeLimit(.minutes(1))) struct RetryAfterTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var headers: [String]
    var wait: Duration?
    var status = 429
    var testDescription: String { "\(status) \(headers.joined(separator: ", "))" }

    init(_ headers: String..., wait: Duration?, status: Int = 429) {
      self.headers = headers
      self.wait = wait
      self.status = status
    }
  }

  /// The header `retry-after`, which counts with any status.
  static let retryAfter: [Row] = [
    Row(wait: nil),
    Row("retry-after: 7", wait: .seconds(7)),
    Row("Retry-After:  30 ", wait: .seconds(30)),
    Row("retry-after: 0", wait: .zero),
    Row("retry-after: 1.5", wait: .milliseconds(1500)),
    Row("retry-after: 7", wait: .seconds(7), status: 500),
    Row("retry-after: 7", wait: .seconds(7), status: 503),
    Row("retry-after: 7", wait: .seconds(7), status: 529),
    Row("retry-after: 7", wait: .seconds(7), status: 400),
    Row("retry-after: 86400", wait: .seconds(3600)),
    Row("retry-after: 99999999999999999999999", wait: nil),
    Row("retry-after: -1", wait: nil),
    Row("retry-after: soon", wait: nil),
    Row("retry-after: ", wait: nil),
    Row("retry-after: 1e3", wait: nil),
    Row("retry-after: inf", wait: nil),
    Row("retry-after: 6m0s", wait: nil),
    Row("retry-after: Fri, 02 Jan 2026 03:04:15 GMT", wait: .seconds(10)),
    Row("retry-after: Friday, 02-Jan-26 03:05:05 GMT", wait: .seconds(60)),
    Row("retry-after: Fri Jan  2 03:04:06 2026", wait: .seconds(1)),
    Row("retry-after: Fri, 02 Jan 2026 03:00:00 GMT", wait: .zero),
    Row("retry-after: Sat, 03 Jan 2026 03:04:05 GMT", wait: .seconds(3600)),
    Row("retry-after: Fri, 02 Foo 2026 03:04:15 GMT", wait: nil),
    Row("retry-after: Fri, 02 Jan 2026 25:04:15 GMT", wait: nil),
    Row("retry-after: Fri, 02 Jan 2026 03:04:15 CET", wait: nil),
    Row("retry-after-ms: 250", wait: .milliseconds(250)),
    Row("retry-after-ms: 0.5", wait: .milliseconds(1)),
    Row("retry-after-ms: 1500", "retry-after: 2", wait: .milliseconds(1500)),
    Row("retry-after-ms: x", "retry-after: 2", wait: .seconds(2)),
  ]

  /// When limits are reset, in the forms that providers use.
  static let resets: [Row] = [
    Row("anthropic-ratelimit-requests-reset: 2026-01-02T03:04:20Z", wait: .seconds(15)),
    Row("anthropic-ratelimit-requests-reset: 2026-01-02T03:04:20.250Z", wait: .milliseconds(15_250)),
    Row("anthropic-ratelimit-tokens-reset: 2026-01-02T04:04:20+01:00", wait: .seconds(15)),
    Row("anthropic-ratelimit-tokens-reset: 2026-01-01T22:34:20-04:30", wait: .seconds(15)),
    Row("anthropic-ratelimit-tokens-reset: 2026-01-02T03:04:00Z", wait: .zero),
    Row("anthropic-ratelimit-tokens-reset: 2027-01-02T03:04:00Z", wait: .seconds(3600)),
    Row("anthropic-ratelimit-tokens-reset: 2026-13-02T03:04:00Z", wait: nil),
    Row(
      "anthropic-ratelimit-requests-remaining: 0", "anthropic-ratelimit-requests-reset: 2026-01-02T03:04:06Z",
      "anthropic-ratelimit-tokens-remaining: 9", "anthropic-ratelimit-tokens-reset: 2026-01-02T03:05:05Z",
      wait: .seconds(1)),
    Row(
      "anthropic-ratelimit-input-tokens-remaining: 0",
      "anthropic-ratelimit-input-tokens-reset: 2026-01-02T03:04:06Z",
      "anthropic-ratelimit-output-tokens-remaining: 0",
      "anthropic-ratelimit-output-tokens-reset: 2026-01-02T03:04:09Z", wait: .seconds(4)),
    Row("anthropic-ratelimit-requests-reset: 2026-01-02T03:04:20Z", "retry-after: 2", wait: .seconds(2)),
    Row("anthropic-ratelimit-requests-reset: 2026-01-02T03:04:20Z", "retry-after: x", wait: .seconds(15)),
    Row("x-ratelimit-reset-requests: 1s", wait: .seconds(1)),
    Row("x-ratelimit-reset-requests: 6m0s", wait: .seconds(360)),
    Row("x-ratelimit-reset-requests: 120ms", wait: .milliseconds(120)),
    Row("x-ratelimit-reset-tokens: 0h2m3.5s", wait: .milliseconds(123_500)),
    Row("x-ratelimit-reset-tokens: 1h2m3.5s", wait: .seconds(3600)),
    Row("x-ratelimit-reset-tokens: 7.66s", wait: .milliseconds(7660)),
    Row("x-ratelimit-reset-tokens: 500µs", wait: .milliseconds(1)),
    Row("x-ratelimit-reset-tokens: 1x", wait: nil),
    Row("x-ratelimit-reset-tokens: s", wait: nil),
    Row("x-ratelimit-reset-tokens: 1m oops", wait: nil),
    Row(
      "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 2s",
      "x-ratelimit-remaining-tokens: 150",
      "x-ratelimit-reset-tokens: 6m0s", wait: .seconds(2)),
    Row(
      "x-ratelimit-remaining-requests: 0", "x-ratelimit-reset-requests: 2s",
      "x-ratelimit-remaining-tokens: 0",
      "x-ratelimit-reset-tokens: 6m0s", wait: .seconds(360)),
    Row("x-ratelimit-remaining-requests: 1", "x-ratelimit-reset-requests: 2s", wait: nil),
    Row("x-ratelimit-reset: 12", wait: .seconds(12)),
    Row("x-ratelimit-reset: 0.25", wait: .milliseconds(250)),
    Row("x-ratelimit-remaining: 0", "x-ratelimit-reset: 1767323055", wait: .seconds(10)),
    Row("X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1767323055500", wait: .milliseconds(10_500)),
    Row("x-ratelimit-remaining: 3", "x-ratelimit-reset: 1767323055500", wait: nil),
    Row("x-ratelimit-remaining: -1", "x-ratelimit-reset: 12", wait: nil),
    Row("x-ratelimit-reset: 1767300000", wait: .zero),
    Row("x-ratelimit-reset: 999999999999999999", wait: nil),
    Row("ratelimit-remaining: 0", "ratelimit-reset: 40", wait: .seconds(40)),
    Row("x-ratelimit-limit-requests: 60", "x-ratelimit-remaining-requests: 0", wait: nil),
    Row("x-ratelimit-reset-requests: 6m0s", wait: nil, status: 500),
    Row("x-ratelimit-reset-requests: 6m0s", wait: nil, status: 401),
    Row("x-ratelimit-reset-requests: 6m0s", wait: .seconds(360), status: 529),
  ]

  @Test(arguments: retryAfter + resets) func `an error tells how long to wait`(_ row: Row) async throws {
    let acts: [UpstreamAct] = [
      .head(row.status, type: "application/json", headers: row.headers), .body("{}"), .end,
    ]
    let chat = try await play(acts).failure
    #expect(chat?.status == row.status)
    #expect(chat?.retryAfter == row.wait)
    #expect(try await playMessage(acts).failure?.retryAfter == row.wait)
  }

  @Test func `headers of an answer that is no error tell nothing`() async throws {
    let headers = ["retry-after: 7", "x-ratelimit-reset-requests: 1s"]
    let body = #"{"error":{"type":"overloaded_error"}}"#
    for acts: [UpstreamAct] in [
      [.head(200, type: "application/json", headers: headers), .body(body), .end],
      [.head(200, headers: headers), .body(UpstreamAct.events([body])), .end],
    ] {
      let failure = try await play(acts).failure
      #expect(failure?.kind == .overload)
      #expect(failure?.retryAfter == nil)
    }
  }

  @Test func `the detail names whole seconds, and no date or name of the provider's`() async throws {
    for (header, detail) in [
      ("retry-after: 0.2", "HTTP 429, retry after 1 s"), ("retry-after: <script>", "HTTP 429"),
      ("x-ratelimit-reset: 12", "HTTP 429, retry after 12 s"),
    ] {
      let acts: [UpstreamAct] = [.head(429, type: nil, headers: [header]), .end]
      #expect(try await play(acts).failure?.detail == detail)
    }
  }
}
