/// What a provider does wrong, one case for each of the faults F57 to F75.
public enum UpstreamFault: String, Sendable, Hashable, CaseIterable {
  /// The key is refused: 401; variant 1: 403.
  case keyRefused = "F57"
  /// Too many requests: 429 with `Retry-After`; variant 1: without.
  case rateLimited = "F58"
  /// The server fails: 500; variants 1 to 3: 502, 503, 529.
  case serverError = "F59"
  /// Nobody answers a connection; see ``ScriptedUpstream/hangingURL``.
  case connectHang = "F60"
  /// The answer's head comes, and nothing behind it.
  case noFirstToken = "F61"
  /// The stream falls silent, and the connection stays open.
  case stall = "F62"
  /// The connection is reset in the middle of an event.
  case reset = "F63"
  /// The body ends in order without the model's own end; variant 1: the connection is closed in the middle of the body.
  case quietEnd = "F64"
  /// An error comes within the stream: too busy; variant 1: the server failed.
  case errorInStream = "F65"
  /// An event is no JSON; variant 1: an event of 10 MB; variant 2: nothing wrong but letters cut across reads.
  case garbage = "F66"
  /// The model's own end comes twice.
  case twoFinishes = "F67"
  /// More text comes behind the model's own end.
  case deltasAfterFinish = "F68"
  /// The model's end says that it was aborted.
  case abortChunk = "F69"
  /// The connection is closed in the arguments of a tool call; variant 1: in the middle of reasoning.
  case toolCallCut = "F70"
  /// A conversation that ends with the assistant's words is refused with 400; any other is answered.
  case prefillRefused = "F71"
  /// A reply that is gone on with begins with the end of what it goes on with.
  case prefixRepeated = "F72"
  /// The reply is well, and nothing is said of what it used.
  case noUsage = "F73"
  /// Text comes for as long as the connection lasts.
  case endless = "F74"
  /// The text has line ends, NUL, and lines that look like fields of an event.
  case controlText = "F75"

  /// How many variants there are.
  public var variants: Int {
    switch self {
    case .serverError: 4
    case .garbage: 3
    case .keyRefused, .rateLimited, .quietEnd, .errorInStream, .toolCallCut: 2
    default: 1
    }
  }
}
