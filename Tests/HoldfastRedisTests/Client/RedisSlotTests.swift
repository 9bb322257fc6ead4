#if Redis
  import HoldfastRedis
  import Testing

  @Suite struct RedisSlotTests {
    // The first is the check value of CRC-16/XMODEM; the others are what `CLUSTER KEYSLOT` says.
    @Test(arguments: [
      ("123456789", 0x31C3), ("foo", 12_182), ("hello", 866), ("{foo}.bar", 12_182), ("a{foo}{bar}", 12_182),
      ("foo{}{bar}", 8_363), ("", 0),
    ])
    func `a key is in the slot that Redis says`(key: String, slot: Int) {
      #expect(RedisSlot(key: Array(key.utf8)).number == slot % RedisSlot.count)
    }

    @Test func `a map is read, and a slot moves`() throws {
      let server = RedisAddress(host: "h", port: 1)
      let reply = RedisValue.array([
        .array([.integer(0), .integer(99), .array([.bytes([]), .integer(7000), .bytes([])])]),
        .array([.integer(100), .integer(16_383), .array([.bytes(Array("b".utf8)), .integer(7001)])]),
      ])
      var map = try #require(RedisSlotMap(reply, from: server))
      let slot = try #require(RedisSlot(99))
      #expect(map[slot] == RedisAddress(host: "h", port: 7000))
      #expect(map.primaries.count == 2)
      map.move(slot, to: RedisAddress(host: "c", port: 7002))
      #expect(map[slot] == RedisAddress(host: "c", port: 7002))
      #expect(map.primaries.count == 3)
    }

    @Test(arguments: [
      RedisValue.null, .array([.integer(1)]), .array([.array([.integer(-1), .integer(5), .array([])])]),
      .array([.array([.integer(0), .integer(16_384), .array([.bytes([97]), .integer(1)])])]),
    ])
    func `what is no map is refused`(reply: RedisValue) {
      #expect(RedisSlotMap(reply, from: RedisAddress(host: "h", port: 1)) == nil)
    }
  }
#endif
