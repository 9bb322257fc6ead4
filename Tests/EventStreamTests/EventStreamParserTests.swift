import EventStream
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Parsing an event stream` {
  @Test(arguments: StreamCase.all)
  func `reads a stream as the standard does`(_ example: StreamCase) throws {
    let transcript = try Transcript(parsing: example.stream)
    #expect(transcript.events == example.events.map(Transcript.Event.init))
    #expect(transcript.endsWithinEvent == example.endsWithinEvent)
    #expect(transcript == ReferenceParser.transcript(of: example.stream))
  }

  @Test(arguments: [
    ("retry: 1000\n", 1000), ("retry:0\n", 0), ("retry: 007\n", 7), ("retry: 1\nretry: 2\n", 2),
    ("retry: 1\ndata: a", 1), ("retry: 1", nil), ("retry\n", nil), ("retry: \n", nil), ("retry: -1\n", nil),
    ("retry: +1\n", nil), ("retry: 1.5\n", nil), ("retry:  1\n", nil), ("retry: 1 \n", nil),
    ("retry: ١\n", nil), ("retry: 0x1\n", nil), ("retry: 5\nretry: five\n", 5),
    ("retry: 9223372036854775807\n", Int.max), ("retry: 5\nretry: 9223372036854775808\n", 5),
  ])
  func `takes a retry field of digits only, at once`(stream: String, milliseconds: Int?) throws {
    #expect(try Transcript(parsing: Array(stream.utf8)).retryMilliseconds == milliseconds)
  }

  @Test func `puts an ID in force with its blank line, even without data`() throws {
    var parser = EventStreamParser()
    #expect(parser.lastEventID == nil)
    #expect(try parser.push("id: 1\n".utf8) == [])
    #expect(parser.lastEventID == nil)
    #expect(try parser.push("\n".utf8) == [])
    #expect(parser.lastEventID == "1")
    #expect(try parser.push("id\n\n".utf8) == [])
    #expect(parser.lastEventID == nil)
  }

  @Test func `starts afresh after the end of a stream but keeps the ID and the retry time`() throws {
    var parser = EventStreamParser()
    let first = try parser.push("retry: 7\nid: 1\ndata: a\n\nid: 2\nevent: x\ndata: b\n: c\r".utf8)
    #expect(first == [ServerSentEvent(id: "1", data: "a")])
    #expect(parser.finish() == true)
    #expect(parser.lastEventID == "1")
    #expect(parser.retryMilliseconds == 7)

    // On the first line, a BOM is dropped again.
    #expect(try parser.push("\u{FEFF}data: c\n\n".utf8) == [ServerSentEvent(id: "1", data: "c")])
    #expect(try parser.push("data: d\r".utf8) == [])
    #expect(parser.finish() == true)
    #expect(parser.finish() == false)
    // The LF is a line of its own, not half of a CRLF; so the BOM is on the second line and spoils the name.
    #expect(try parser.push("\n\u{FEFF}data: e\n\n".utf8) == [])
  }

  @Test func `takes bytes that are not contiguous`() throws {
    var parser = EventStreamParser()
    let bytes = Array("data: a\n\n".utf8)
    #expect(try bytes.flatMap { try parser.push(CollectionOfOne($0)) } == [ServerSentEvent(data: "a")])
    #expect(try parser.push(bytes.lazy.filter { _ in true }) == [ServerSentEvent(data: "a")])
  }
}
