import EventStream

/// A stream written by the encoder, with what a parser must make of it.
///
/// Every piece of data is a frame; some frames have no ID of their own, and between them are comments and
/// reconnection times.
struct RandomStream {
  var bytes: [UInt8] = []
  var expected = Transcript()

  init(data: [[UInt8]], using generator: inout SplitMix64) throws {
    for data in data {
      if Int.random(in: 0..<8, using: &generator) == 0 {
        let comment = String(decoding: HostileText(using: &generator).line, as: UTF8.self)
        try EventStreamEncoder.appendComment(comment, to: &bytes)
      }
      if Int.random(in: 0..<64, using: &generator) == 0 {
        let milliseconds = Int.random(in: 0...Int.max, using: &generator)
        try EventStreamEncoder.appendRetry(milliseconds: milliseconds, to: &bytes)
        expected.retryMilliseconds = milliseconds
      }
      let id = Bool.random(using: &generator) ? Self.id(using: &generator) : nil
      try EventStreamEncoder.appendFrame(id: id, data: data, to: &bytes)
      if let id { expected.lastEventID = Array(id.utf8) }
      expected.events.append(Transcript.Event(id: expected.lastEventID, type: nil, data: data))
    }
  }

  private static func id(using generator: inout SplitMix64) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    let length = Int.random(in: 1...40, using: &generator)
    return String((0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
  }
}
