import HoldfastModel
import HoldfastSecurity

extension Workload {
  /// One frame after the other of a stream whose key is prepared.
  static let seal = Workload(name: "seal", unit: "frame", repetitions: 2_000) { repetitions in
    let secret = try MasterSecret(text: String(repeating: "0123456789abcdef", count: 4))
    let sealer = HMACFrameSealer(secret: secret).sealer(for: Sample.stream)
    let data = Sample.data
    var (seal, previous) = (Seal.origin, Seal.origin)
    for position in 0..<repetitions {
      previous = seal
      seal = sealer.seal(position: position, data: data, previous: previous)
    }
    var verifier = SealVerifier(sealer, position: repetitions - 1, previous: previous)
    let last = Frame(position: repetitions - 1, data: data, seal: seal)
    try expect(verifier.accepts(last), "the last seal is not of the last frame")
    return repetitions
  }
}
