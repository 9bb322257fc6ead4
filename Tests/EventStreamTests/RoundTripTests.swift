import EventStream
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `I31 a frame decodes to what it was made from` {
  @Test(arguments: Effort.tries(8 as UInt64, long: 400))
  func `any text, as a JSON string`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let texts = (0..<5_000).map { _ in HostileText(using: &generator) }
    let stream = try RandomStream(data: texts.map(\.json), using: &generator)
    let transcript = try Transcript(parsing: stream.bytes)
    #expect(transcript == stream.expected)

    for (text, event) in zip(texts, transcript.events) where text.isWellFormed {
      let decoded = try JSONDecoder().decode(String.self, from: Data(event.data))
      #expect(Array(decoded.utf16) == text.units)
    }
  }

  @Test(arguments: Effort.tries(8 as UInt64, long: 400))
  func `any line, JSON or not`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let lines = (0..<5_000).map { _ in HostileText(using: &generator).line }
    let stream = try RandomStream(data: lines, using: &generator)
    #expect(try Transcript(parsing: stream.bytes) == stream.expected)
  }

  @Test(arguments: Effort.tries(8 as UInt64, long: 400))
  func `no input becomes a field: it is one event or an error that leaves no trace`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var buffer: [UInt8] = []
    var accepted: [[UInt8]] = []
    var rejections = 0
    for _ in 0..<5_000 {
      let length = buffer.count
      let data = Array(HostileText(maximumFragments: 3, using: &generator).string.utf8)
      let other = HostileText(maximumFragments: 3, using: &generator).string
      do {
        if Bool.random(using: &generator) {
          try EventStreamEncoder.appendFrame(
            id: Bool.random(using: &generator) ? other : nil, data: data, to: &buffer)
          accepted.append(data)
        } else {
          try EventStreamEncoder.appendComment(other, to: &buffer)
        }
      } catch {
        #expect(buffer.count == length)
        rejections += 1
      }
    }
    let transcript = try Transcript(parsing: buffer)
    #expect(transcript.events.map(\.data) == accepted)
    #expect(transcript.events.allSatisfy { $0.type == nil })
    #expect(transcript.retryMilliseconds == nil)
    #expect(accepted.count > 500 && rejections > 500)
  }
}
