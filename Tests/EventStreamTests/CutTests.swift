import EventStream
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `I31 the same bytes are the same events, however they are cut` {
  @Test(arguments: StreamCase.all)
  func `at any two places`(_ example: StreamCase) throws {
    let stream = example.stream
    let whole = try Transcript(parsing: stream)
    for first in 0...stream.count {
      for second in first...stream.count {
        let parts = [stream[..<first], stream[first..<second], stream[second...]]
        #expect(try Transcript(parsing: parts) == whole, "cut at \(first) and \(second)")
      }
    }
  }

  @Test func `at any place of a stream of frames`() throws {
    var generator = SplitMix64(seed: 31)
    let texts = (0..<40).map { _ in HostileText(using: &generator).json }
    let stream = try RandomStream(data: texts, using: &generator)
    for cut in 0...stream.bytes.count {
      let parts = [stream.bytes[..<cut], stream.bytes[cut...]]
      #expect(try Transcript(parsing: parts) == stream.expected, "cut at \(cut)")
    }
  }

  @Test(arguments: Effort.tries(8 as UInt64, long: 400))
  func `at random places, in bytes that no encoder wrote`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<1_000 {
      let stream = Self.soup(using: &generator)
      let whole = try Transcript(parsing: stream)
      #expect(whole == ReferenceParser.transcript(of: stream), "\(stream)")
      #expect(try Transcript(parsing: stream.chunks(of: 1)) == whole, "\(stream)")
      for size in [2, 5, 20] {
        let chunks = stream.chunks(ofAtMost: size, using: &generator)
        #expect(try Transcript(parsing: chunks) == whole, "\(chunks)")
      }
    }
  }

  /// Random bytes with enough of the format in them to be read as events now and then.
  private static func soup(using generator: inout SplitMix64) -> [UInt8] {
    let fragments: [[UInt8]] =
      ["\r", "\n", "\r\n", "\n\n", ":", ": ", " ", "\0", "data", "event", "id", "retry", "1", "23", "a", "é"]
      .map { Array($0.utf8) } + [[0xEF], [0xBB], [0xBF], [0xEF, 0xBB, 0xBF], [0xE2, 0x82], [0xC0], [0xFF]]
    return (0..<Int.random(in: 0...40, using: &generator)).flatMap { _ in
      fragments[Int.random(in: fragments.indices, using: &generator)]
    }
  }
}
