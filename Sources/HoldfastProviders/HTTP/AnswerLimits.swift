/// How long an answer over HTTP may keep its reader waiting.
struct AnswerLimits: Sendable, Hashable {
  /// From the start to the first byte of the body.
  var firstByte: Duration
  /// Between two pieces of the body.
  var idle: Duration
  /// From the start to the end.
  var total: Duration
  /// From the model's own end to the end of the stream, in which usage may still come.
  var ending: Duration = .seconds(5)
  /// From the end of the stream to the end of the body, which is awaited only to keep the connection.
  var drain: Duration = .milliseconds(200)
}
