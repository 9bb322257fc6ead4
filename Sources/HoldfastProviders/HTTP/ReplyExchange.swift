import AsyncHTTPClient
import HoldfastModel
import NIOCore

/// One request to a model and its streamed reply, whatever the API.
struct ReplyExchange: Sendable {
  /// The most bytes of an answer with an error status that are read.
  static let maximumErrorBytes = 64 << 10

  let exchange: HTTPExchange
  let redaction: Redaction
  /// Tells what a date in a header is counted from.
  let now: @Sendable () -> Timestamp

  /// Sends the request and hands over the events of the reply.
  func perform(
    reading stream: ReplyStream<some ReplyDecoder>, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    try await exchange.withAnswer { answer in
      let head = try await answer.head()
      guard head.isSuccess else { throw try await refusal(head, answer) }
      try await requireStream(head, answer)
      try await read(stream, from: answer, onEvent: onEvent)
    }
  }

  private func refusal(_ head: AnswerHead, _ answer: HTTPAnswer) async throws -> ProviderError {
    let error = UpstreamError(body: try await answer.collect(upTo: Self.maximumErrorBytes))
    return ProviderError(head: head, error: error, now: now(), redaction: redaction)
  }

  /// Some answer 200 with an error or a whole reply as JSON, or with a web page.
  ///
  /// Anything else is read as a stream: not every server that streams says so.
  private func requireStream(_ head: AnswerHead, _ answer: HTTPAnswer) async throws {
    switch head.mediaType {
    case "application/json":
      let body = try await answer.collect(upTo: Self.maximumErrorBytes)
      if let json = try? JSONParser.parse(body), let error = UpstreamError(event: json) {
        throw ProviderError(inBand: error, redaction: redaction)
      }
      throw ProviderError(.malformed, detail: "JSON where an event stream was due", status: head.status)
    case "text/html":
      throw ProviderError(.malformed, detail: "HTML where an event stream was due", status: head.status)
    default: break
    }
  }

  private func read<Decoder: ReplyDecoder>(
    _ stream: ReplyStream<Decoder>, from answer: HTTPAnswer, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    var stream = stream
    while !stream.hasFinish {
      let bytes = try await answer.nextBytes()
      let events = bytes.map { stream.push($0.readableBytesView) } ?? stream.endBody()
      for event in events { try await onEvent(event) }
      if let failure = stream.failure { throw failure }
    }
    try await readEnding(of: &stream, answer, onEvent: onEvent)
    for event in stream.finish() { try await onEvent(event) }
    await answer.drain()
  }

  /// Reads on behind the model's own end, where usage may come; nothing that breaks there undoes the end.
  private func readEnding<Decoder: ReplyDecoder>(
    of stream: inout ReplyStream<Decoder>, _ answer: HTTPAnswer,
    onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    async let _: Void = answer.handover.giveUp(after: answer.limits.ending)
    while !stream.isDone {
      let bytes: ByteBuffer?
      do { bytes = try await answer.nextBytes() } catch is ProviderError { return }
      let events = bytes.map { stream.push($0.readableBytesView) } ?? stream.endBody()
      for event in events { try await onEvent(event) }
    }
  }
}
