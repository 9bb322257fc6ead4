import EventStream
import HoldfastModel

/// Reads the bytes of a streamed reply as the events of a model.
///
/// The model's own end is held back, for usage may come after it; behind it nothing is an error any more.
struct ReplyStream<Decoder: ReplyDecoder>: Sendable {
  /// Whether the model's own end has come.
  var hasFinish: Bool { decoder.hasFinish }
  /// Whether nothing more is to be read.
  var isDone: Bool { hasEnded || decoder.isDone }
  /// What went wrong, behind the events that were read before it.
  private(set) var failure: ProviderError?

  private var parser: EventStreamParser
  private var decoder: Decoder
  private var start: ReplyStart
  private var hasEnded = false

  init(_ decoder: Decoder, start: ReplyStart = ReplyStart(), maximumEventBytes: Int) {
    parser = EventStreamParser(maximumEventBytes: maximumEventBytes)
    self.decoder = decoder
    self.start = start
  }

  /// Takes the next bytes, cut anywhere, and returns what they complete.
  mutating func push(_ bytes: some Collection<UInt8>) -> [ProviderEvent] {
    var events: [ProviderEvent] = []
    do {
      var rest = bytes[...]
      // The parser drops what the same bytes held before an event that is too large; in such slices nothing can be.
      while !rest.isEmpty, !isDone {
        let slice = rest.prefix(parser.maximumEventBytes)
        rest = rest.dropFirst(slice.count)
        for event in try parsed(slice) where !isDone { try take(event, into: &events) }
      }
    } catch {
      hasEnded = true
      if !hasFinish { failure = error }
    }
    return start.trim(events)
  }

  /// Takes the end of the body.
  ///
  /// A last event without its blank line, which the standard drops, counts when it is whole: some servers end with
  /// `data: [DONE]` and nothing else. Without the model's own end the failure is a cut.
  mutating func endBody() -> [ProviderEvent] {
    let events = push("\n\n".utf8)
    hasEnded = true
    let isHalfAnEvent = failure?.kind == .malformed
    if !hasFinish, failure == nil || isHalfAnEvent {
      failure = ProviderError(.cut, detail: "the stream ended without \(Decoder.missingEnd)")
    }
    return events
  }

  /// The events of the model's own end, which must have come.
  mutating func finish() -> [ProviderEvent] {
    hasEnded = true
    return start.trim(decoder.finish())
  }

  private mutating func parsed(_ bytes: some Collection<UInt8>) throws(ProviderError) -> [ServerSentEvent] {
    do {
      return try parser.push(bytes)
    } catch {
      throw ProviderError(.malformed, detail: error.description)
    }
  }

  private mutating func take(
    _ event: ServerSentEvent, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    let data = event.data.trimmingSpaces
    if !data.isEmpty { try decoder.decode(data, isError: event.event == "error", into: &events) }
  }
}
