import HoldfastModel

/// Seals without a key: enough to see that every seal covers stream, position, data and the seal before.
struct TestSealer: FrameSealer {
  func sealer(for stream: StreamID) -> any StreamSealer { OfStream(stream: stream) }

  private struct OfStream: StreamSealer {
    var stream: StreamID

    func seal(position: Int, data: [UInt8], previous: Seal) -> Seal {
      let text = Array("\(stream).\(position).".utf8) + previous.bytes + data
      return Seal(bytes: TestHash.bytes(of: text, count: Seal.byteCount)) ?? .origin
    }
  }
}

/// FNV-1a, run often enough to fill as many bytes as are wanted.
enum TestHash {
  static func bytes(of text: [UInt8], count: Int) -> [UInt8] {
    var hashed: [UInt8] = []
    var basis: UInt64 = 0xCBF2_9CE4_8422_2325
    while hashed.count < count {
      for byte in text { basis = (basis ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hashed += (0..<8).map { UInt8(truncatingIfNeeded: basis >> (8 * UInt64($0))) }
    }
    return Array(hashed.prefix(count))
  }
}
