import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `I32 what was done to a sealed stream is found` {
  private let sealer: HMACFrameSealer
  private let stream: SealedStream
  private let other: SealedStream

  init() throws {
    sealer = HMACFrameSealer(secret: try MasterSecret(text: "0123456789abcdef0123456789abcdef"))
    var generator = SplitMix64(seed: 32)
    stream = SealedStream("01jbx3q0v5c9zj0d0f3k2m8n7p", count: 200, sealer: sealer, using: &generator)
    other = SealedStream("01jbx3q0v5c9zj0d0f3k2m8n7q", count: 200, sealer: sealer, using: &generator)
  }

  @Test func `no clean stream is refused`() {
    var generator = SplitMix64(seed: 1)
    for index in 0..<1_000 {
      let count = Int.random(in: 0...60, using: &generator)
      let clean = SealedStream("stream\(index)", count: count, sealer: sealer, using: &generator)
      #expect(clean.fault(in: clean.frames) == nil)
      #expect(clean.fault(in: clean.frames, endingAt: count) == nil)
    }
  }

  @Test func `every flipped bit`() {
    var verifier = SealVerifier(stream.sealer)
    for frame in stream.frames {
      for bit in 0..<frame.data.count * 8 {
        var flipped = frame
        flipped.data[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(fault(of: flipped, for: verifier) == frame.position)
      }
      for bit in 0..<Seal.byteCount * 8 {
        var bytes = frame.seal.bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        var flipped = frame
        flipped.seal = Seal(bytes: bytes) ?? .origin
        #expect(fault(of: flipped, for: verifier) == frame.position)
      }
      for bit in 0..<Int.bitWidth {
        var flipped = frame
        flipped.position ^= 1 << bit
        #expect(fault(of: flipped, for: verifier) == frame.position)
      }
      let isClean = verifier.accepts(frame)
      #expect(isClean)
    }
  }

  @Test func `a frame that is longer or shorter`() {
    var verifier = SealVerifier(stream.sealer)
    for frame in stream.frames {
      var (longer, shorter, moved) = (frame, frame, frame)
      longer.data.append(0)
      shorter.data.removeLast()
      // What the data loses, the previous seal would have to gain.
      moved.data += verifier.previous.bytes
      for changed in [longer, shorter, moved] {
        #expect(fault(of: changed, for: verifier) == frame.position)
      }
      let isClean = verifier.accepts(frame)
      #expect(isClean)
    }
  }

  @Test(arguments: 0..<199)
  func `a frame dropped, repeated, moved or put in from another stream`(place: Int) {
    var dropped = stream.frames
    dropped.remove(at: place)
    #expect(stream.fault(in: dropped) == place)

    var repeated = stream.frames
    repeated.insert(repeated[place], at: place)
    #expect(stream.fault(in: repeated) == place + 1)

    var swapped = stream.frames
    swapped.swapAt(place, place + 1)
    #expect(stream.fault(in: swapped) == place)

    var spliced = stream.frames
    spliced[place] = other.frames[place]
    #expect(stream.fault(in: spliced) == place)
  }

  @Test(arguments: 0..<199)
  func `the same, with the positions put right`(place: Int) {
    func renumbered(_ frames: [Frame]) -> [Frame] {
      frames.enumerated().map { Frame(position: $0.offset, data: $0.element.data, seal: $0.element.seal) }
    }
    var (dropped, repeated, swapped) = (stream.frames, stream.frames, stream.frames)
    dropped.remove(at: place)
    repeated.insert(repeated[place], at: place)
    swapped.swapAt(place, place + 1)
    #expect(stream.fault(in: renumbered(dropped)) == place)
    #expect(stream.fault(in: renumbered(repeated)) == place + 1)
    #expect(stream.fault(in: renumbered(swapped)) == place)
  }

  @Test func `the rest of another stream, and the whole of it`() {
    #expect(stream.fault(in: Array(stream.frames[..<100] + other.frames[100...])) == 100)
    #expect(stream.fault(in: other.frames) == 0)
  }

  @Test(arguments: [0, 1, 100, 198, 199])
  func `an end cut off or put on, where the length is known`(length: Int) {
    #expect(stream.fault(in: Array(stream.frames.prefix(length)), endingAt: 200) == length)
    #expect(stream.fault(in: stream.frames, endingAt: length) == length)
  }

  @Test func `frames cut out in the middle`() {
    for (from, to) in [(0, 1), (1, 199), (50, 150), (0, 199)] {
      let cut = Array(stream.frames[..<from] + stream.frames[to...])
      #expect(stream.fault(in: cut) == from)
    }
  }

  @Test func `a stream of another secret`() throws {
    let stranger = HMACFrameSealer(secret: try MasterSecret(text: "0123456789abcdef0123456789abcdeg"))
    var verifier = SealVerifier(stranger.sealer(for: stream.id))
    let fault = verifier.firstFault(in: stream.frames)
    #expect(fault == 0)
  }

  @Test func `page by page as well as at once`() {
    for size in [1, 7, 100, 200] {
      var verifier = SealVerifier(stream.sealer)
      for start in stride(from: 0, to: 200, by: size) {
        let fault = verifier.firstFault(in: stream.frames[start..<min(start + size, 200)])
        #expect(fault == nil)
      }
      #expect(verifier.position == 200)
      #expect(verifier.previous == stream.frames[199].seal)
    }
    var late = SealVerifier(stream.sealer, position: 120, previous: stream.frames[119].seal)
    let fault = late.firstFault(in: stream.frames[120...], endingAt: 200)
    #expect(fault == nil)
  }

  @Test func `it stays at the fault`() {
    var verifier = SealVerifier(stream.sealer)
    let first = verifier.firstFault(in: stream.frames[..<10] + stream.frames[11...])
    let second = verifier.firstFault(in: stream.frames[20...])
    let third = verifier.firstFault(in: stream.frames[10...])
    #expect([first, second, third] == [10, 10, nil])
  }

  private func fault(of frame: Frame, for verifier: SealVerifier) -> Int? {
    var copy = verifier
    return copy.firstFault(in: [frame])
  }
}
