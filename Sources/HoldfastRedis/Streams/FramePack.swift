#if Redis
  import HoldfastModel

  /// The frames of one write as one value: for each the length of its data in 4 bytes, the lowest first, the seal, the
  /// data.
  ///
  /// The script that appends walks over it too, so the two must agree.
  enum FramePack {
    private static let lengthBytes = 4
    /// How many bytes a frame has beside its data.
    static let headBytes = lengthBytes + Seal.byteCount

    /// Packs frames; their positions are known from the first.
    static func pack(_ frames: [Frame]) -> [UInt8] {
      var pack: [UInt8] = []
      pack.reserveCapacity(frames.reduce(0) { $0 + headBytes + $1.data.count })
      for frame in frames {
        let count = UInt32(clamping: frame.data.count)
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
          pack.append(UInt8(truncatingIfNeeded: count >> shift))
        }
        pack += frame.seal.bytes
        pack += frame.data
      }
      return pack
    }

    /// Unpacks frames that count from 0; `nil` when the value is not what ``pack(_:)`` makes.
    static func unpack(_ pack: [UInt8]) -> [Frame]? {
      var frames: [Frame] = []
      var rest = pack[...]
      while !rest.isEmpty {
        guard rest.count >= headBytes else { return nil }
        let count = rest.prefix(lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
        let seal = Seal(bytes: Array(rest.dropFirst(lengthBytes).prefix(Seal.byteCount)))
        let data = rest.dropFirst(headBytes).prefix(count)
        guard let seal, data.count == count else { return nil }
        frames.append(Frame(position: frames.count, data: Array(data), seal: seal))
        rest = rest.dropFirst(headBytes + count)
      }
      return frames
    }
  }
#endif
