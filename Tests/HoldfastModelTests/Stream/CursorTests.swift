import HoldfastModel
import Testing

@Suite struct `A cursor` {
  private static let seal = "AAECAwQFBgcICQoLDA0ODw"

  @Test(arguments: [0, 1, 9, 10, 123_456_789, Int.max])
  func `comes back from its text`(position: Int) throws {
    let seal = try #require(Seal(bytes: Array(0..<16)))
    let cursor = Cursor(stream: StreamID(rawValue: "01hzy"), position: position, seal: seal)
    #expect(cursor.description == "01hzy.\(position).\(Self.seal)")
    #expect(Cursor(cursor.description) == cursor)
  }

  @Test(arguments: [
    "", ".", "..", "...", "a", "a.0", "a.0.", ".0.\(seal)", "a..\(seal)", "a.0.\(seal).", "a.0.\(seal).x",
    "a.-1.\(seal)", "a.-0.\(seal)", "a.+1.\(seal)", "a.01.\(seal)", "a.1e2.\(seal)", "a. 1.\(seal)",
    "a.1 .\(seal)",
    "a.1.0.\(seal)", "a.9223372036854775808.\(seal)", "a.٣.\(seal)", "a.x.\(seal)", "a.0x1.\(seal)",
    "a.0.AAECAwQFBgcICQoLDA0OD", "a.0.AAECAwQFBgcICQoLDA0ODwA", "a.0.AAECAwQFBgcICQoLDA0ODw==",
    "a.0.AAECAwQFBgcICQoLDA0ODx", "a.0.AAECAwQFBgcICQoLDA0OD+", "a.0. AAECAwQFBgcICQoLDA0ODw",
    "a.0.\(seal)\n",
    "a.0.\(seal.dropLast())é",
  ])
  func `is nothing but what was written`(text: String) {
    #expect(Cursor(text) == nil)
  }
}

@Suite struct `A seal` {
  @Test func `is 16 bytes, no more and no fewer`() {
    for count in [0, 1, 15, 17, 32] { #expect(Seal(bytes: [UInt8](repeating: 7, count: count)) == nil) }
    #expect(Seal(bytes: [UInt8](repeating: 7, count: 16))?.bytes == [UInt8](repeating: 7, count: 16))
    #expect(Seal.origin.bytes == [UInt8](repeating: 0, count: 16))
  }

  @Test func `comes back from its text of 22 characters`() throws {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<200 {
      let seal = try #require(Seal(bytes: (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }))
      #expect(seal.text.count == 22)
      #expect(Seal(text: seal.text) == seal)
    }
  }
}
