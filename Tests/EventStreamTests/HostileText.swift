/// A text made to break a stream open: line ends, look-alikes of fields, marks, unpaired surrogates.
///
/// It is held in UTF-16 code units, as in JavaScript, where such text comes from.
struct HostileText {
  var units: [UInt16]

  private static let fragments: [[UInt16]] =
    [
      "\r", "\n", "\r\n", "\n\n", "\r\r", "\0", "\u{1}", "\t", "\u{B}", "\u{C}", "\u{1B}", "\u{7F}",
      "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{10FFFF}",
      "data: ", "data:", "data", "id: 9", "id:", "id", "event: done", "retry: 1", ": keep", ":", " ",
      "\ndata: [DONE]\n\n", "\rid: 0\r\r", "\r\nevent: x\r\n", "\\n", "\\", "\"", "\\u000a", "{}", "[DONE]",
      "é", "e\u{301}", "日本語", "👩‍👩‍👧‍👦", "🇨🇭",
    ].map { Array($0.utf16) } + [[0xD800], [0xDBFF], [0xDC00], [0xDFFF]]

  init(units: [UInt16]) {
    self.units = units
  }

  /// A random text of a few fragments, some of which are single code units of any value.
  init(maximumFragments: Int = 24, using generator: inout SplitMix64) {
    units = (0..<Int.random(in: 0...maximumFragments, using: &generator)).flatMap { _ in
      switch Int.random(in: 0..<10, using: &generator) {
      case 0: [UInt16.random(in: 0...UInt16.max, using: &generator)]
      case 1...3: [UInt16.random(in: 0x20...0x7E, using: &generator)]
      default: Self.fragments[Int.random(in: Self.fragments.indices, using: &generator)]
      }
    }
  }

  /// The text as a Swift string; unpaired surrogates become U+FFFD.
  var string: String { String(decoding: units, as: UTF16.self) }

  /// The text without anything below 0x20, as one line of UTF-8.
  var line: [UInt8] { string.utf8.filter { $0 >= 0x20 } }

  /// The text as a JSON string, with the escapes that JSON demands and unpaired surrogates as `\uXXXX`.
  var json: [UInt8] {
    var output = "\""
    var rest = units[...]
    while let unit = rest.popFirst() {
      if UTF16.isLeadSurrogate(unit), let next = rest.first, UTF16.isTrailSurrogate(next) {
        rest.removeFirst()
        output += String(decoding: [unit, next], as: UTF16.self)
      } else if unit < 0x20 || UTF16.isSurrogate(unit) {
        let digits = String(unit, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        if unit == UInt16(UInt8(ascii: "\"")) || unit == UInt16(UInt8(ascii: "\\")) { output += "\\" }
        output += String(decoding: [unit], as: UTF16.self)
      }
    }
    return Array((output + "\"").utf8)
  }

  /// Whether the text can be told from its Swift string.
  var isWellFormed: Bool { Array(string.utf16) == units }
}
