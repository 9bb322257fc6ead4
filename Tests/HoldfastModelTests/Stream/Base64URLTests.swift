import HoldfastModel
import Testing

@Suite struct `Base 64 for URLs` {
  /// RFC 4648, section 10, without padding; and both characters of its own.
  static let vectors: [(bytes: [UInt8], text: String)] = [
    ([], ""), (Array("f".utf8), "Zg"), (Array("fo".utf8), "Zm8"), (Array("foo".utf8), "Zm9v"),
    (Array("foob".utf8), "Zm9vYg"), (Array("fooba".utf8), "Zm9vYmE"), (Array("foobar".utf8), "Zm9vYmFy"),
    ([0xFB, 0xFF], "-_8"), ([0xFF, 0xFF, 0xFF], "____"), ([0], "AA"),
  ]

  @Test(arguments: vectors)
  func `is as the standard has it`(bytes: [UInt8], text: String) {
    #expect(Base64URL.encode(bytes) == text)
    #expect(Base64URL.decode(text) == bytes)
  }

  @Test func `brings any bytes back`() {
    var generator = SplitMix64(seed: 9)
    for count in 0..<100 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let text = Base64URL.encode(bytes)
      #expect(text.utf8.count == (count * 4 + 2) / 3)
      #expect(Base64URL.decode(text) == bytes)
    }
  }

  @Test(arguments: ["A", "AAAAA", "Zg==", "Zg=", "Z g", "Zm9v\n", "+_8", "-/8", "Zh", "Zm9", "AB", "é", "Ａ"])
  func `takes only what it writes`(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }
}
