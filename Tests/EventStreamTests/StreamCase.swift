import EventStream
import Testing

/// A stream with the events that the standard makes of it.
struct StreamCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var stream: [UInt8]
  var events: [ServerSentEvent]
  var endsWithinEvent: Bool

  init(
    _ name: String, _ stream: String, _ events: [ServerSentEvent] = [], endsWithinEvent: Bool = false
  ) {
    self.init(name, bytes: Array(stream.utf8), events, endsWithinEvent: endsWithinEvent)
  }

  init(
    _ name: String, bytes: [UInt8], _ events: [ServerSentEvent] = [], endsWithinEvent: Bool = false
  ) {
    self.testDescription = name
    self.stream = bytes
    self.events = events
    self.endsWithinEvent = endsWithinEvent
  }

  static func event(_ data: String, id: String? = nil, type: String? = nil) -> ServerSentEvent {
    ServerSentEvent(id: id, event: type, data: data)
  }

  static let all: [StreamCase] = examplesOfTheStandard + lines + fields + endings + text

  static let examplesOfTheStandard: [StreamCase] = [
    StreamCase("one event of three lines", "data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]),
    StreamCase(
      "four blocks",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [event("first event", id: "1"), event("second event"), event(" third event")]),
    StreamCase(
      "empty data, then a line end, then a cut", "data\n\ndata\ndata\n\ndata:",
      [event(""), event("\n")], endsWithinEvent: true),
    StreamCase("the space is optional", "data:test\n\ndata: test\n\n", [event("test"), event("test")]),
    StreamCase(
      "types", "event: add\ndata: 1\n\nevent: remove\ndata: 2\n\ndata: 3\n\n",
      [event("1", type: "add"), event("2", type: "remove"), event("3")]),
  ]

  static let lines: [StreamCase] = [
    StreamCase("nothing", ""),
    StreamCase("LF", "data: a\ndata: b\n\n", [event("a\nb")]),
    StreamCase("CR", "data: a\rdata: b\r\r", [event("a\nb")]),
    StreamCase("CRLF", "data: a\r\ndata: b\r\n\r\n", [event("a\nb")]),
    StreamCase(
      "mixed line ends", "data: a\r\n\rdata: b\n\r\ndata: c\r\r\n", [event("a"), event("b"), event("c")]),
    StreamCase("LF CR ends two lines", "data: a\n\rdata: b\n\n", [event("a"), event("b")]),
    StreamCase(
      "other separators end no line", "data: a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f\n\n",
      [event("a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f")]),
    StreamCase("BOM at the start", "\u{FEFF}data: a\n\n", [event("a")]),
    StreamCase("BOM before a blank line", "\u{FEFF}\ndata: a\n\n", [event("a")]),
    StreamCase("BOM before a comment", "\u{FEFF}: a\ndata: b\n\n", [event("b")]),
    StreamCase("only one BOM is dropped", "\u{FEFF}\u{FEFF}data: a\n\ndata: b\n\n", [event("b")]),
    StreamCase("BOM on a later line", "\n\u{FEFF}data: a\n\ndata: b\n\n", [event("b")]),
    StreamCase("BOM within data", "data: \u{FEFF}a\n\n", [event("\u{FEFF}a")]),
    StreamCase("comments", ":\n: a\n:data: b\ndata: c\n: d\ndata: e\n\n: f\n\n", [event("c\ne")]),
  ]

  static let fields: [StreamCase] = [
    StreamCase("one space is dropped, no tab", "data:  a\n\ndata:\ta\n\n", [event(" a"), event("\ta")]),
    StreamCase("the value keeps its colons", "data: a: b:c\n\n", [event("a: b:c")]),
    StreamCase(
      "unknown fields", "dat: a\ndataa: b\n data: c\nDATA: d\nData: e\ndata : f\nfoo\ndata: g\n\n",
      [event("g")]),
    StreamCase(
      "a block without data dispatches nothing", "event: a\nid: 1\n\ndata: b\n\n", [event("b", id: "1")]),
    StreamCase(
      "an id stays in force", "id: 1\ndata: a\n\ndata: b\n\n", [event("a", id: "1"), event("b", id: "1")]),
    StreamCase("the last of two ids", "id: 1\ndata: a\nid: 2\n\n", [event("a", id: "2")]),
    StreamCase(
      "an empty id resets", "id: 1\ndata: a\n\nid:\ndata: b\n\n", [event("a", id: "1"), event("b")]),
    StreamCase(
      "an id with NUL is ignored", "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n",
      [event("a", id: "1"), event("b", id: "1")]),
    StreamCase("NUL elsewhere is text", "event: \0\ndata: a\0b\n\n", [event("a\0b", type: "\0")]),
    StreamCase("the last of two types", "event: a\nevent: b\ndata: c\n\n", [event("c", type: "b")]),
    StreamCase("an empty type is the default", "event: a\nevent:\ndata: b\n\n", [event("b")]),
    StreamCase("a type lasts for one event", "event: a\n\ndata: b\n\n", [event("b")]),
  ]

  static let endings: [StreamCase] = [
    StreamCase("cut before the blank line", "data: a\n\ndata: b\n", [event("a")], endsWithinEvent: true),
    StreamCase("cut in a line", "data: a\n\ndata: b", [event("a")], endsWithinEvent: true),
    StreamCase("cut in the name of a field", "data: a\n\nda", [event("a")], endsWithinEvent: true),
    StreamCase("cut after an id", "data: a\n\nid: 1\n", [event("a")], endsWithinEvent: true),
    StreamCase("cut in a comment", "data: a\n\n: kee", [event("a")]),
    StreamCase("cut in a comment after BOM", "\u{FEFF}: kee"),
    StreamCase("cut after a comment", "data: a\n\n: keep\n", [event("a")]),
    StreamCase("cut in a comment within an event", "data: a\n: kee", endsWithinEvent: true),
    StreamCase("cut after a retry field", "data: a\n\nretry: 1\n", [event("a")]),
    StreamCase("CR as the last byte", "data: a\n\r", [event("a")]),
  ]

  static let text: [StreamCase] = [
    StreamCase(
      "scalars of one to four bytes", "id: é\nevent: 日\ndata: 👩‍👩‍👧‍👦\n\n",
      [event("👩‍👩‍👧‍👦", id: "é", type: "日")]),
    StreamCase(
      "a byte that never occurs", bytes: Array("data: a".utf8) + [0xFF] + Array("b\n\n".utf8),
      [event("a\u{FFFD}b")]),
    StreamCase(
      "a sequence cut by a line end", bytes: Array("data: a".utf8) + [0xE2, 0x82] + Array("\n\n".utf8),
      [event("a\u{FFFD}")]),
    StreamCase(
      "a sequence does not go on in the next field",
      bytes: Array("data: ".utf8) + [0xE2] + Array("\ndata: ".utf8) + [0x82, 0xAC] + Array("\n\n".utf8),
      [event("\u{FFFD}\n\u{FFFD}\u{FFFD}")]),
    StreamCase(
      "an overlong line feed", bytes: Array("data: a".utf8) + [0xC0, 0x8A] + Array("b\n\n".utf8),
      [event("a\u{FFFD}\u{FFFD}b")]),
    StreamCase(
      "an encoded surrogate", bytes: Array("data: ".utf8) + [0xED, 0xA0, 0x80] + Array("\n\n".utf8),
      [event("\u{FFFD}\u{FFFD}\u{FFFD}")]),
    StreamCase(
      "an overlong NUL does not hide in an id",
      bytes: Array("id: 1".utf8) + [0xC0, 0x80] + Array("\ndata: a\n\n".utf8),
      [event("a", id: "1\u{FFFD}\u{FFFD}")]),
  ]
}
