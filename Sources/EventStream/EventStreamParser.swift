/// An incremental parser of event streams.
///
/// It follows the WHATWG HTML standard, section 9.2, "Server-sent events"
/// (<https://html.spec.whatwg.org/multipage/server-sent-events.html>): 9.2.5 for the lines and 9.2.6 for
/// their meaning. Where the bytes are cut into pushes makes no difference to the events.
///
/// Each byte is looked at a constant number of times, and memory is bounded by a small multiple of
/// ``maximumEventBytes``, whatever the stream holds.
public struct EventStreamParser: Sendable {
  /// The limit that applies when none is given: 16 MiB.
  public static let defaultMaximumEventBytes = 16 << 20

  /// The most bytes one event may take: its lines from one blank line to the next.
  ///
  /// Line ends do not count, and neither do comments, each of which has the limit to itself.
  public let maximumEventBytes: Int

  private var assembler = EventAssembler()
  private var unfinishedLine: [UInt8] = []
  private var endedInCarriageReturn = false
  private var failure: EventStreamParsingError?

  /// Creates a parser at the start of a stream.
  ///
  /// - Parameter maximumEventBytes: The most bytes one event may take; must be positive.
  public init(maximumEventBytes: Int = Self.defaultMaximumEventBytes) {
    precondition(maximumEventBytes > 0, "the limit of an event must be positive")
    self.maximumEventBytes = maximumEventBytes
  }

  /// The last valid `retry` field of the stream, in milliseconds.
  public var retryMilliseconds: Int? { assembler.retryMilliseconds }

  /// The last event ID in force, to be sent as `Last-Event-ID` on reconnection.
  ///
  /// An `id` field comes into force with the blank line after it, with or without data. Until then, and after
  /// an empty `id` field, there is none.
  public var lastEventID: String? { assembler.lastEventID }

  /// Reads the next bytes of the stream and returns the events that they complete.
  ///
  /// Invalid UTF-8 is replaced by U+FFFD, and a `retry` field too large for an `Int` is ignored.
  ///
  /// - Parameter bytes: The next bytes, cut anywhere.
  /// - Returns: The events in the order of the stream; often none.
  /// - Throws: When an event exceeds the limit. Events that the same bytes completed before it are lost, and
  ///   every later push throws the same error, until ``finish()``.
  @inlinable
  public mutating func push(
    _ bytes: some Collection<UInt8>
  ) throws(EventStreamParsingError) -> [ServerSentEvent] {
    try bytes.withSpan { (bytes) throws(EventStreamParsingError) in try read(bytes) }
  }

  /// Ends the stream and discards its unfinished event, as the standard demands.
  ///
  /// The parser can then read the stream of the next connection; the last event ID and the reconnection time
  /// carry over.
  ///
  /// - Returns: Whether the stream ended within an event: after a field that belongs to one but before its
  ///   blank line, or within a line that is not a comment.
  public mutating func finish() -> Bool {
    let line = takeUnfinishedLine()
    let losesEvent = assembler.endStream(within: line.span) || failure != nil
    endedInCarriageReturn = false
    failure = nil
    return losesEvent
  }

  @usableFromInline
  mutating func read(_ bytes: Span<UInt8>) throws(EventStreamParsingError) -> [ServerSentEvent] {
    if let failure { throw failure }
    do {
      return try readLines(bytes)
    } catch {
      failure = error
      throw error
    }
  }

  private mutating func readLines(
    _ bytes: Span<UInt8>
  ) throws(EventStreamParsingError) -> [ServerSentEvent] {
    guard bytes.count > 0 else { return [] }
    var events: [ServerSentEvent] = []
    var lineStart = endedInCarriageReturn && bytes[0] == .lineFeed ? 1 : 0
    while let lineEnd = bytes.firstOffset(from: lineStart, where: \.isLineEnd) {
      if let event = try finishLine(with: bytes.extracting(lineStart..<lineEnd)) { events.append(event) }
      lineStart = lineEnd + 1
      if lineStart < bytes.count, bytes[lineEnd] == .carriageReturn, bytes[lineStart] == .lineFeed {
        lineStart += 1
      }
    }
    let rest = bytes.extracting(droppingFirst: lineStart)
    try checkLimit(adding: rest)
    unfinishedLine.append(contentsOf: rest)
    endedInCarriageReturn = bytes[bytes.count - 1] == .carriageReturn
    return events
  }

  private mutating func finishLine(
    with bytes: Span<UInt8>
  ) throws(EventStreamParsingError) -> ServerSentEvent? {
    try checkLimit(adding: bytes)
    guard !unfinishedLine.isEmpty else { return assembler.take(bytes) }
    var line = takeUnfinishedLine()
    line.append(contentsOf: bytes)
    return assembler.take(line.span)
  }

  private mutating func takeUnfinishedLine() -> [UInt8] {
    defer { unfinishedLine = [] }
    return unfinishedLine
  }

  private func checkLimit(adding bytes: Span<UInt8>) throws(EventStreamParsingError) {
    guard assembler.blockBytes + unfinishedLine.count + bytes.count <= maximumEventBytes else {
      throw .eventTooLarge(maximumBytes: maximumEventBytes)
    }
  }
}
