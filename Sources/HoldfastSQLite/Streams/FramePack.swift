import HoldfastModel
import HoldfastStores

/// The frames of one write as one value: for each the length of its data in 4 bytes, the lowest first, the seal, the
/// data.
enum FramePack {
  private static let lengthBytes = 4
  private static let headBytes = lengthBytes + Seal.byteCount

  /// Packs frames; their positions are known from the first.
  ///
  /// - Throws: `refused` when they are larger than any value may be.
  static func pack(_ frames: [Frame]) throws -> [UInt8] {
    let bytes = frames.reduce(0) { $0 + headBytes + $1.data.count }
    try StoredBytes.check(bytes)
    var pack: [UInt8] = []
    pack.reserveCapacity(bytes)
    for frame in frames {
      let count = UInt32(clamping: frame.data.count)
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        pack.append(UInt8(truncatingIfNeeded: count >> shift))
      }
      pack.append(contentsOf: frame.seal.bytes)
      pack.append(contentsOf: frame.data)
    }
    return pack
  }

  /// Unpacks frames that count from a position; `nil` when the value is not what ``pack(_:)`` makes.
  static func unpack(_ pack: [UInt8], from first: Int) -> [Frame]? {
    var frames: [Frame] = []
    var offset = 0
    while offset < pack.count {
      guard pack.count - offset >= headBytes else { return nil }
      let count = (0..<lengthBytes).reduce(0) { $0 | Int(pack[offset + $1]) << (8 * $1) }
      let data = offset + headBytes
      guard pack.count - data >= count, let seal = Seal(bytes: Array(pack[offset + lengthBytes..<data]))
      else {
        return nil
      }
      frames.append(Frame(position: first + frames.count, data: Array(pack[data..<data + count]), seal: seal))
      offset = data + count
    }
    return frames
  }
}
