import HoldfastModel

extension Identifier {
  /// A name, in fewer words.
  init(_ text: String) { self.init(rawValue: text) }
}

extension SessionID {
  /// The session of a case that needs one.
  static let first = SessionID("session-1")
  /// The session of a case that needs another.
  static let second = SessionID("session-2")
}

extension Principal {
  /// The owner of the sample sessions.
  static let ada = Principal.user("ada")
  /// Somebody else.
  static let bob = Principal.user("bob")
}

extension Timestamp {
  /// A time after all others.
  static let never = Timestamp(milliseconds: .max)

  /// A time of a sample conversation: so many seconds after it began.
  static func second(_ number: Int) -> Timestamp {
    Timestamp(milliseconds: 1_700_000_000_000 + Int64(number) * 1000)
  }
}

/// Content that a careless store would change.
enum Awkward {
  /// Texts whose bytes must come back as they are.
  static let texts = [
    "", " leading and trailing \t", "line\nline\r\nline\u{2028}line", "quotes ' \" ` \\ and %_;--",
    "NUL \u{0} inside", "controls \u{1}\u{7F}\u{85}", "é e\u{301}: composed and not", "日本語 العربية עברית",
    "👩‍👩‍👧‍👦 🇺🇳 \u{1F3F4}\u{E0067}\u{E0062}", "\u{FEFF}byte order mark", "\u{FFFD} \u{FFFF} \u{10FFFF}",
    "<script>&amp;</script>", "{\"json\":\"inside\"}",
  ]

  /// A message part of a kind that nobody knows, as it would come over the wire.
  static let part = """
    {"type":"data-unknown","z":1.0,"a":1e400,"n":-0,"big":123456789012345678901234567890,"":[null,true,{}],\
    "nested":{"b":[],"a":{"c":"\\u0000é😀"}},"exp":1E+2}
    """

  /// Every byte there is, twice, so that it is no text in any encoding.
  static let bytes = (0..<512).map { UInt8(truncatingIfNeeded: $0) }

  /// Ids as long and as strange as a client may choose them, and which differ in case only.
  static let names = [
    "A", "a", "'--", "%", "_", "\"", "\\", "a.b:c;d", "{a}", "$1", "?1", "NULL", "0", "00", "-1",
    String(repeating: "x", count: ClientIdentifier.maximumBytes),
    String(repeating: "x", count: ClientIdentifier.maximumBytes - 1) + "y",
  ]
}

extension UIMessage {
  /// The message as it goes over the wire: equal bytes, not only equal by Unicode's rules.
  var bytes: [UInt8] { Array(JSONValue.object(json).text.utf8) }
}
