import HoldfastModel

/// Seals without a key: every seal covers stream, position, data and the seal before, which is all that is tried here.
struct SimulatedSealer: FrameSealer {
  func sealer(for stream: StreamID) -> any StreamSealer { OfStream(stream: stream) }

  private struct OfStream: StreamSealer {
    var stream: StreamID

    func seal(position: Int, data: [UInt8], previous: Seal) -> Seal {
      var digest = Digest(of: stream.rawValue.utf8)
      digest.add(UInt64(position))
      digest.add(previous.bytes)
      digest.add(data)
      let half = (0..<8).map { UInt8(truncatingIfNeeded: digest.value >> (8 * UInt64($0))) }
      return Seal(bytes: half + half.reversed()) ?? .origin
    }
  }
}
