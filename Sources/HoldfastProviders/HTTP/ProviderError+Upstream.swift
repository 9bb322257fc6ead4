import HoldfastModel

extension ProviderError {
  /// The error that a head and a body tell.
  init(head: AnswerHead, error: UpstreamError, now: Timestamp, redaction: Redaction) {
    let kind = error.kind(ofStatus: head.status)
    let retryAfter = head.waitAdvice.wait(after: kind, now: now)
    var detail = "HTTP \(head.status)"
    if let retryAfter { detail += ", retry after \((retryAfter.milliseconds + 999) / 1000) s" }
    self.init(
      kind, detail: error.detail(after: detail, kind: kind, redaction: redaction), status: head.status,
      retryAfter: retryAfter)
  }

  /// The error that came within a stream.
  init(inBand error: UpstreamError, redaction: Redaction) {
    let kind = error.inBandKind
    self.init(
      kind, detail: error.detail(after: "error within the stream", kind: kind, redaction: redaction),
      status: error.status)
  }
}

extension UpstreamError {
  /// The names and, where it may be said, the message.
  fileprivate func detail(after start: String, kind: ProviderError.Kind, redaction: Redaction) -> String {
    let names = names.filter { !redaction.showsKey(in: $0) }
    let named = names.isEmpty ? start : "\(start): \(names.joined(separator: ", "))"
    // What is said about a key tends to hold a part of it, and the name is enough.
    guard let message, kind != .configuration || names.isEmpty else { return named }
    let words = redaction.words(of: message)
    return words.isEmpty ? named : "\(named): \(words)"
  }
}
