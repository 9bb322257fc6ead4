import EventStream

/// All that a parser makes of one stream, byte for byte: Swift strings compare up to canonical equivalence.
struct Transcript: Hashable {
  struct Event: Hashable {
    var id: [UInt8]?
    var type: [UInt8]?
    var data: [UInt8]
  }

  var events: [Event] = []
  var lastEventID: [UInt8]?
  var retryMilliseconds: Int?
  var endsWithinEvent = false
}

extension Transcript {
  /// Reads the chunks with one ``EventStreamParser``.
  init(parsing chunks: some Sequence<ArraySlice<UInt8>>) throws {
    var parser = EventStreamParser()
    for chunk in chunks {
      events += try parser.push(chunk).map(Event.init)
    }
    endsWithinEvent = parser.finish()
    lastEventID = parser.lastEventID.map { Array($0.utf8) }
    retryMilliseconds = parser.retryMilliseconds
  }

  init(parsing stream: [UInt8]) throws {
    try self.init(parsing: CollectionOfOne(stream[...]))
  }
}

extension Transcript.Event {
  init(_ event: ServerSentEvent) {
    id = event.id.map { Array($0.utf8) }
    type = event.event.map { Array($0.utf8) }
    data = Array(event.data.utf8)
  }
}
