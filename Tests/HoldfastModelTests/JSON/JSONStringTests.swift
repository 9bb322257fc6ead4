import HoldfastModel
import Testing

@Suite struct `Strings of JSON` {
  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
    (#""\u0000""#, "\0"),
    (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00x""#, "😀x"), (#""\udbff\udfff""#, "\u{10FFFF}"),
    (#""\ud800\udc00""#, "\u{10000}"), (#""a\u0020b""#, "a b"), (#""\uffff""#, "\u{FFFF}"),
  ])
  func `escapes are undone`(text: String, string: String) throws {
    #expect(try JSONParser.parse(text).stringValue.map { Array($0.utf8) } == Array(string.utf8))
  }

  private static let lone: [(text: String, string: String)] = [
    (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"), (#""\ud83d\"""#, "\u{FFFD}\""), (#""\ud83d😀""#, "\u{FFFD}😀"),
  ]

  @Test(arguments: lone)
  func `a lone surrogate becomes U+FFFD, and what follows it stays`(text: String, string: String) throws {
    #expect(try JSONParser.parse(text).stringValue == string)
  }

  @Test func `the writer escapes what JSON demands and nothing else`() {
    let written = (0..<0x80).map { JSONValue.string(String(Unicode.Scalar($0))).text }
    let short: [Int: String] = [0x22: "\\\"", 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"]
    for code in 0..<0x80 {
      let hexadecimal = String(code, radix: 16)
      let long = "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
      let expected = short[code] ?? (code < 0x20 ? long : String(Unicode.Scalar(UInt8(code))))
      #expect(written[code] == "\"\(expected)\"")
    }
  }

  @Test(arguments: [
    "", "plain", "é e\u{301}", "日本語 العربية", "👩‍👩‍👧‍👦 🇨🇭", "\u{FEFF}\u{FFFE}\u{10FFFF}", "a\r\nb\u{85}\u{2028}",
    "\0\u{1}\u{1F}\u{7F}", "\\u0041 is not A", String(repeating: "long \"text\"\n", count: 5000),
  ])
  func `any string comes back byte for byte, on one line`(text: String) throws {
    let written = JSONValue.string(text).text
    #expect(!written.utf8.contains { $0 < 0x20 })
    #expect(try JSONParser.parse(written).stringValue.map { Array($0.utf8) } == Array(text.utf8))
  }
}
