#if Redis
  import HoldfastRedis
  import NIOCore
  import Testing

  @Suite struct RedisReplyReaderTests {
    private static let wire = Array(
      "+OK\r\n-ERR no\r\n:-7\r\n$-1\r\n*-1\r\n$3\r\na\0b\r\n$0\r\n\r\n*3\r\n*0\r\n*2\r\n:1\r\n$1\r\nx\r\n$-1\r\n"
        .utf8)
    private static let values: [RedisValue] = [
      .status("OK"), .error(RedisErrorReply("ERR no")), .integer(-7), .null, .null, .bytes([97, 0, 98]),
      .bytes([]),
      .array([.array([]), .array([.integer(1), .bytes([120])]), .null]),
    ]

    @Test(arguments: [1, 2, 3, 7, 1_000]) func `replies are read in pieces of any size`(size: Int) throws {
      let reader = RedisReplyReader()
      var values: [RedisValue] = []
      for start in stride(from: 0, to: Self.wire.count, by: size) {
        let piece = Self.wire[start..<min(start + size, Self.wire.count)]
        try reader.feed(ByteBuffer(bytes: piece))
        while let value = try reader.next() { values.append(value) }
      }
      #expect(values == Self.values)
    }

    @Test func `a reply of a megabyte keeps its bytes`() throws {
      let large = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      let reader = RedisReplyReader()
      try reader.feed(ByteBuffer(bytes: Array("$\(large.count)\r\n".utf8) + large + [13, 10]))
      let value = try reader.next()
      #expect(value == .bytes(large))
    }

    @Test(arguments: ["HTTP/1.1 400\r\n", ":x\r\n", "*99999999999\r\n", "?\r\n"])
    func `what is no reply is garbage`(text: String) throws {
      let reader = RedisReplyReader()
      #expect(throws: RedisReplyReader.Garbage.self) {
        try reader.feed(ByteBuffer(string: text))
        while try reader.next() != nil {}
      }
    }

    @Test func `a reader that is dropped in the middle of a reply frees what it has`() throws {
      for _ in 0..<100 {
        let reader = RedisReplyReader()
        try reader.feed(ByteBuffer(string: "*3\r\n*2\r\n$1\r\na\r\n"))
        let value = try reader.next()
        #expect(value == nil)
      }
    }
  }
#endif
