/// Interprets the lines of an event stream and puts its events together.
///
/// State and steps are those of the HTML standard, section 9.2.6, "Interpreting an event stream", except that
/// an ID or a type is `nil` here where it is the empty string there.
struct EventAssembler: Sendable {
  /// The last valid `retry` field, in force as soon as its line was read.
  private(set) var retryMilliseconds: Int?

  /// The last event ID, in force as soon as the block with its `id` field was closed.
  private(set) var lastEventID: String?

  /// The size of the block so far: its lines, without comments and line ends.
  private(set) var blockBytes = 0

  private var data: [UInt8] = []
  private var eventType: String?
  private var pendingEventID: String?
  private var hasEventFields = false
  private var isFirstLine = true

  /// Takes the next line, without its end; returns the event if the line completes one.
  mutating func take(_ line: Span<UInt8>) -> ServerSentEvent? {
    let line = line.extracting(droppingFirst: byteOrderMarkBytes(in: line))
    isFirstLine = false
    guard line.count > 0 else { return closeBlock() }

    let nameEnd = line.firstOffset { $0 == .colon } ?? line.count
    guard nameEnd > 0 else { return nil }
    var valueStart = min(nameEnd + 1, line.count)
    if valueStart < line.count, line[valueStart] == .space { valueStart += 1 }

    blockBytes += line.count
    setField(line.extracting(first: nameEnd), to: line.extracting(droppingFirst: valueStart))
    return nil
  }

  /// Ends the stream within `line`: drops the open block and returns whether an event was lost with it.
  ///
  /// The next line is the first of a new stream, to which last event ID and reconnection time carry over.
  mutating func endStream(within line: Span<UInt8>) -> Bool {
    let line = line.extracting(droppingFirst: byteOrderMarkBytes(in: line))
    let isWithinField = line.count > 0 && line[0] != .colon
    let losesEvent = hasEventFields || isWithinField
    openBlock()
    pendingEventID = lastEventID
    isFirstLine = true
    return losesEvent
  }

  private func byteOrderMarkBytes(in line: Span<UInt8>) -> Int {
    guard isFirstLine, line.count >= 3 else { return 0 }
    return line.extracting(first: 3).elementsEqual("\u{FEFF}") ? 3 : 0
  }

  private mutating func setField(_ name: Span<UInt8>, to value: Span<UInt8>) {
    if name.elementsEqual("data") {
      data.append(contentsOf: value)
      data.append(.lineFeed)
      hasEventFields = true
    } else if name.elementsEqual("event") {
      eventType = value.count == 0 ? nil : value.text
      hasEventFields = true
    } else if name.elementsEqual("id") {
      guard value.firstOffset(where: { $0 == .nul }) == nil else { return }
      pendingEventID = value.count == 0 ? nil : value.text
      hasEventFields = true
    } else if name.elementsEqual("retry") {
      retryMilliseconds = value.decimal ?? retryMilliseconds
    }
  }

  private mutating func closeBlock() -> ServerSentEvent? {
    lastEventID = pendingEventID
    defer { openBlock() }
    guard !data.isEmpty else { return nil }
    let text = data.span.extracting(droppingLast: 1).text
    return ServerSentEvent(id: lastEventID, event: eventType, data: text)
  }

  private mutating func openBlock() {
    blockBytes = 0
    data.removeAll(keepingCapacity: true)
    eventType = nil
    hasEventFields = false
  }
}
