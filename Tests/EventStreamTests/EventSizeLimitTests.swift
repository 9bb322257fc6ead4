import EventStream
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The size of an event` {
  /// The lines `id: 1`, `data: aaaa` and `data: bb` are 5 + 10 + 8 = 23 bytes.
  static let event = Array(": comment\nid: 1\ndata: aaaa\r\ndata: bb\n\n".utf8)
  static let tooLarge = EventStreamParsingError.eventTooLarge(maximumBytes: 22)

  @Test func `is 16 MiB at most by default`() {
    #expect(EventStreamParser().maximumEventBytes == 16 * 1024 * 1024)
  }

  @Test(arguments: 1...event.count)
  func `may be exactly the limit, however the bytes are cut`(chunkSize: Int) throws {
    var parser = EventStreamParser(maximumEventBytes: 23)
    var events: [ServerSentEvent] = []
    for _ in 0..<3 {
      for chunk in Self.event.chunks(of: chunkSize) { events += try parser.push(chunk) }
    }
    #expect(events == Array(repeating: ServerSentEvent(id: "1", data: "aaaa\nbb"), count: 3))
  }

  @Test(arguments: 1...event.count)
  func `may not be one byte more, however the bytes are cut`(chunkSize: Int) {
    var parser = EventStreamParser(maximumEventBytes: 22)
    #expect(throws: Self.tooLarge) {
      for chunk in Self.event.chunks(of: chunkSize) { _ = try parser.push(chunk) }
    }
  }

  @Test(arguments: ["data: ", ": ", "id: ", "event: ", "unknown"])
  func `limits a line that never ends`(prefix: String) {
    var parser = EventStreamParser(maximumEventBytes: 100)
    #expect(throws: EventStreamParsingError.eventTooLarge(maximumBytes: 100)) {
      _ = try parser.push(prefix.utf8)
      for _ in 0..<100 { _ = try parser.push("x".utf8) }
    }
  }

  @Test(arguments: ["data\n", "data: x\r", "event: x\r\n", "id: 1\n", "unknown\n", "retry: 1\n"])
  func `limits lines that never become an event`(line: String) {
    var parser = EventStreamParser(maximumEventBytes: 100)
    #expect(throws: EventStreamParsingError.eventTooLarge(maximumBytes: 100)) {
      for _ in 0..<100 { _ = try parser.push(line.utf8) }
    }
  }

  @Test func `does not count comments, so that heartbeats can go on for ever`() throws {
    var parser = EventStreamParser(maximumEventBytes: 20)
    for _ in 0..<1000 { #expect(try parser.push(": keep\n".utf8) == []) }
    #expect(try parser.push("data: a\n\n".utf8) == [ServerSentEvent(data: "a")])
  }

  @Test func `once exceeded, fails every push until the stream is finished`() throws {
    var parser = EventStreamParser(maximumEventBytes: 22)
    #expect(throws: Self.tooLarge) { try parser.push(Self.event) }
    #expect(throws: Self.tooLarge) { try parser.push("\n\ndata: c\n\n".utf8) }
    #expect(throws: Self.tooLarge) { try parser.push([]) }
    #expect(parser.finish() == true)
    #expect(try parser.push("data: c\n\n".utf8) == [ServerSentEvent(data: "c")])
  }

  @Test func `is described without any of its bytes`() {
    #expect("\(Self.tooLarge)" == "an event of the stream exceeds the limit of 22 bytes")
  }

  @Test func `costs the same per byte, large or small`() throws {
    var parser = EventStreamParser()
    _ = try parser.push("data: ".utf8)
    for _ in 0..<4_000_000 { _ = try parser.push(CollectionOfOne(UInt8(ascii: "x"))) }
    for _ in 0..<1_000_000 { _ = try parser.push("\ndata:".utf8) }
    let events = try parser.push("\n\n".utf8)
    #expect(events.map(\.data.utf8.count) == [5_000_000])
  }
}
