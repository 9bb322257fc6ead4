import EventStream
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Encoding an event stream` {
  static let before = Array("before".utf8)

  /// What `body` appends to a buffer that is not empty.
  static func appended(
    by body: (inout [UInt8]) throws(EventStreamEncodingError) -> Void
  ) throws -> String {
    var buffer = before
    try body(&buffer)
    #expect(buffer.starts(with: before))
    return String(decoding: buffer.dropFirst(before.count), as: UTF8.self)
  }

  /// Expects that `body` throws `error` and leaves the buffer as it was.
  static func expect(
    _ error: EventStreamEncodingError, sourceLocation: SourceLocation = #_sourceLocation,
    from body: (inout [UInt8]) throws(EventStreamEncodingError) -> Void
  ) {
    var buffer = before
    #expect(throws: error, sourceLocation: sourceLocation) { try body(&buffer) }
    #expect(buffer == before, sourceLocation: sourceLocation)
  }

  @Test func `writes a frame with an ID`() throws {
    let frame = try Self.appended { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendFrame(id: "aZ09-_.7", data: #"{"a":1}"#.utf8, to: &buffer)
    }
    #expect(frame == "id: aZ09-_.7\ndata: {\"a\":1}\n\n")
  }

  @Test(arguments: ["[DONE]", "", " ", "  {}", ":", "data: x", "\u{7F}", "\u{2028}\u{85}\u{FEFF}"])
  func `writes a frame without an ID`(data: String) throws {
    let frame = try Self.appended { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendFrame(id: nil, data: data.utf8, to: &buffer)
    }
    #expect(frame == "data: \(data)\n\n")
  }

  @Test func `writes bytes that are not contiguous`() throws {
    let frame = try Self.appended { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendFrame(id: "1", data: "a|b|c".utf8.lazy.filter { $0 != 0x7C }, to: &buffer)
    }
    #expect(frame == "id: 1\ndata: abc\n\n")
  }

  @Test(arguments: [("keep", ": keep\n"), ("", ": \n"), (":\té", ": :\té\n")])
  func `writes a comment`(text: String, comment: String) throws {
    let written = try Self.appended { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendComment(text, to: &buffer)
    }
    #expect(written == comment)
  }

  @Test(arguments: [0, 1, 1000, Int.max])
  func `writes a reconnection time that the parser takes`(milliseconds: Int) throws {
    let written = try Self.appended { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendRetry(milliseconds: milliseconds, to: &buffer)
    }
    #expect(written == "retry: \(milliseconds)\n")
    #expect(try Transcript(parsing: Array(written.utf8)).retryMilliseconds == milliseconds)
  }

  @Test(arguments: UInt8.min...UInt8.max)
  func `allows the bytes of its alphabet in an ID and no others`(byte: UInt8) throws {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.".utf8)
    let id = "a" + String(UnicodeScalar(byte))
    if alphabet.contains(byte) {
      let frame = try Self.appended { buffer throws(EventStreamEncodingError) in
        try EventStreamEncoder.appendFrame(id: id, data: "x".utf8, to: &buffer)
      }
      #expect(frame == "id: \(id)\ndata: x\n\n")
    } else {
      Self.expect(.forbiddenByteInID(offset: 1)) { buffer throws(EventStreamEncodingError) in
        try EventStreamEncoder.appendFrame(id: id, data: "x".utf8, to: &buffer)
      }
    }
  }

  @Test func `rejects an empty ID, which would reset the last event ID of a client`() {
    Self.expect(.emptyID) { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendFrame(id: "", data: "x".utf8, to: &buffer)
    }
  }

  @Test(arguments: UInt8.min...UInt8.max)
  func `rejects control bytes in data and no others`(byte: UInt8) throws {
    let data = Array("{}".utf8) + [byte]
    guard byte < 0x20 else {
      var buffer: [UInt8] = []
      try EventStreamEncoder.appendFrame(id: nil, data: data, to: &buffer)
      #expect(buffer == Array("data: ".utf8) + data + Array("\n\n".utf8))
      return
    }
    Self.expect(.controlByteInData(offset: 2)) { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendFrame(id: "1", data: data, to: &buffer)
    }
  }

  @Test(arguments: ["\r", "\n", "\r\n", "\0"])
  func `rejects line ends and NUL in a comment`(text: String) {
    Self.expect(.forbiddenByteInComment(offset: 4)) { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendComment("keep\(text)", to: &buffer)
    }
  }

  @Test(arguments: [-1, Int.min])
  func `rejects a negative reconnection time`(milliseconds: Int) {
    Self.expect(.negativeRetry) { buffer throws(EventStreamEncodingError) in
      try EventStreamEncoder.appendRetry(milliseconds: milliseconds, to: &buffer)
    }
  }
}
