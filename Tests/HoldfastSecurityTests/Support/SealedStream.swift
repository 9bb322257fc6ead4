import HoldfastModel
import HoldfastSecurity

/// A stream of random frames with good seals.
struct SealedStream {
  let id: StreamID
  let sealer: any StreamSealer
  var frames: [Frame] = []

  init(_ id: String, count: Int, sealer: HMACFrameSealer, using generator: inout SplitMix64) {
    self.id = StreamID(rawValue: id)
    self.sealer = sealer.sealer(for: self.id)
    var previous = Seal.origin
    for position in 0..<count {
      let text = String(UInt64.random(in: .min ... .max, using: &generator), radix: 36)
      let data = Array(#"{"type":"text-delta","id":"t1","delta":"\#(text)"}"#.utf8)
      previous = self.sealer.seal(position: position, data: data, previous: previous)
      frames.append(Frame(position: position, data: data, seal: previous))
    }
  }

  /// The first bad position of frames that claim to be this stream.
  func fault(in frames: [Frame], endingAt end: Int? = nil) -> Int? {
    var verifier = SealVerifier(sealer)
    return verifier.firstFault(in: frames, endingAt: end)
  }
}
