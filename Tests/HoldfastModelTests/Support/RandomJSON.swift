/// A random JSON text, twice: as the writer writes it, and with white space and escapes that change nothing.
struct RandomJSON {
  private(set) var plain = ""
  private(set) var loose = ""
  private var generator: SplitMix64
  private var nextKey = 0

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    value(depth: 0)
  }

  private static let numbers = [
    "0", "-0", "1", "-1", "10", "1.0", "1.10", "-0.5", "1e5", "1E5", "1e+5", "1e-5", "1e400", "-1.5E-400",
    "123456789012345678901234567890", "0.1000000000000000055511151231257827", "9223372036854775807",
  ]
  private static let characters: [Character] = [
    "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\r", "\r\n", "\t", "\u{8}", "\u{C}", "\0", "\u{1F}", "\u{7F}",
    "\u{85}",
    "\u{2028}", "\u{FEFF}", "\u{FFFD}", "é", "e\u{301}", "日", "ع", "😀", "👩‍👩‍👧‍👦", "\u{10FFFF}", "{", "[", ",", ":",
  ]

  private func isLucky(_ chance: Int, using generator: inout SplitMix64) -> Bool {
    Int.random(in: 0..<chance, using: &generator) == 0
  }

  private mutating func value(depth: Int) {
    switch Int.random(in: 0..<(depth < 5 ? 9 : 6), using: &generator) {
    case 0: both(["null", "true", "false"].randomElement(using: &generator) ?? "null")
    case 1...2: both(Self.numbers.randomElement(using: &generator) ?? "0")
    case 3...5: string(prefix: "")
    case 6: collection("[", "]", depth: depth) { $0.value(depth: depth + 1) }
    default:
      collection("{", "}", depth: depth) { json in
        json.nextKey += 1
        json.string(prefix: String(json.nextKey))  // names are unique
        json.space()
        json.both(":")
        json.value(depth: depth + 1)
      }
    }
  }

  private mutating func collection(
    _ opening: String, _ closing: String, depth: Int, _ element: (inout RandomJSON) -> Void
  ) {
    both(opening)
    for index in 0..<Int.random(in: 0...4, using: &generator) {
      if index > 0 { both(",") }
      space()
      element(&self)
      space()
    }
    space()
    both(closing)
  }

  private mutating func string(prefix: String) {
    var text = prefix
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      text.append(Self.characters.randomElement(using: &generator) ?? "x")
    }
    both("\"")
    for scalar in text.unicodeScalars {
      let needed = Self.escape(scalar)
      plain += needed ?? String(scalar)
      if isLucky(3, using: &generator) {
        loose += String(scalar).utf16.map(Self.unit).joined()
      } else {
        loose += scalar == "/" ? "\\/" : needed ?? String(scalar)
      }
    }
    both("\"")
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: scalar.value < 0x20 ? unit(UInt16(scalar.value)) : nil
    }
  }

  private static func unit(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private mutating func space() {
    loose += ["", "", " ", "\n", "\t\r\n "].randomElement(using: &generator) ?? ""
  }

  private mutating func both(_ text: String) {
    plain += text
    loose += text
  }
}
