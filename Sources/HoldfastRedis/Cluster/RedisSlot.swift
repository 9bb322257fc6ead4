#if Redis
  /// One of the slots over which a cluster spreads its keys.
  package struct RedisSlot: Sendable, Hashable {
    /// How many there are.
    package static let count = 16_384

    /// Its number, from 0.
    package let number: Int

    /// Names a slot; `nil` for one that does not exist.
    package init?(_ number: Int) {
      guard (0..<Self.count).contains(number) else { return nil }
      self.number = number
    }

    /// The slot of a key: of what stands between the first braces, if anything does, else of the whole key.
    package init(key: [UInt8]) {
      var hashed = key[...]
      if let open = key.firstIndex(of: UInt8(ascii: "{")) {
        let rest = key[(open + 1)...]
        if let close = rest.firstIndex(of: UInt8(ascii: "}")), close > rest.startIndex {
          hashed = rest[..<close]
        }
      }
      number = Int(Self.crc16(hashed)) % Self.count
    }

    /// CRC-16/XMODEM, bit by bit: keys are short, and only their tags are hashed.
    private static func crc16(_ bytes: ArraySlice<UInt8>) -> UInt16 {
      bytes.reduce(0) { sum, byte in
        var sum = sum ^ UInt16(byte) << 8
        for _ in 0..<8 { sum = sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1 }
        return sum
      }
    }
  }
#endif
