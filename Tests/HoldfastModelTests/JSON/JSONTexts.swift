import HoldfastModel
import Testing

/// A text that is no JSON, and what is wrong with it.
struct InvalidJSON: Sendable, CustomTestStringConvertible {
  var bytes: [UInt8]
  var reason: JSONParsingError.Reason
  /// What is wrong stands inside a string, where a skipped value is not looked at.
  var isInsideString: Bool

  init(_ text: String, _ reason: JSONParsingError.Reason, insideString: Bool = false) {
    self.init(Array(text.utf8), reason, insideString: insideString)
  }

  init(_ bytes: [UInt8], _ reason: JSONParsingError.Reason, insideString: Bool = false) {
    self.bytes = bytes
    self.reason = reason
    self.isInsideString = insideString
  }

  var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }

  /// A string with these bytes in it.
  private static func string(_ inside: [UInt8]) -> [UInt8] {
    [UInt8(ascii: "\"")] + inside + [UInt8(ascii: "\"")]
  }

  static let all: [InvalidJSON] = structure + literals + numbers + strings + badUTF8

  private static let structure = [
    InvalidJSON("", .unexpectedEnd), InvalidJSON(" \n\t\r", .unexpectedEnd), InvalidJSON("[", .unexpectedEnd),
    InvalidJSON("{", .unexpectedEnd), InvalidJSON("[1", .unexpectedEnd), InvalidJSON("[1,", .unexpectedEnd),
    InvalidJSON("{\"a\"", .unexpectedEnd), InvalidJSON("{\"a\":", .unexpectedEnd),
    InvalidJSON("{\"a\":1", .unexpectedEnd), InvalidJSON("{\"a\":1,", .unexpectedEnd),
    InvalidJSON("[1,]", .unexpectedByte), InvalidJSON("[,1]", .unexpectedByte),
    InvalidJSON("[1 2]", .unexpectedByte), InvalidJSON("[1;2]", .unexpectedByte),
    InvalidJSON("[1}", .unexpectedByte), InvalidJSON("{\"a\":1]", .unexpectedByte),
    InvalidJSON("{\"a\":1,}", .unexpectedByte), InvalidJSON("{,}", .unexpectedByte),
    InvalidJSON("{1:2}", .unexpectedByte), InvalidJSON("{a:1}", .unexpectedByte),
    InvalidJSON("{\"a\" 1}", .unexpectedByte), InvalidJSON("{\"a\",1}", .unexpectedByte),
    InvalidJSON("{'a':1}", .unexpectedByte), InvalidJSON("]", .unexpectedByte),
    InvalidJSON(":", .unexpectedByte), InvalidJSON("1 2", .trailingBytes),
    InvalidJSON("{}{}", .trailingBytes),
    InvalidJSON("[]]", .trailingBytes), InvalidJSON("1,", .trailingBytes),
    InvalidJSON("{}\0", .trailingBytes),
    InvalidJSON("/* */1", .unexpectedByte), InvalidJSON("1 // one", .trailingBytes),
    InvalidJSON("\u{FEFF}1", .unexpectedByte), InvalidJSON("\u{A0}1", .unexpectedByte),
    InvalidJSON("\u{B}1", .unexpectedByte),
  ]

  private static let literals = [
    InvalidJSON("nul", .unexpectedEnd), InvalidJSON("tru", .unexpectedEnd),
    InvalidJSON("nulL", .unexpectedByte),
    InvalidJSON("True", .unexpectedByte), InvalidJSON("falsy", .unexpectedByte),
    InvalidJSON("nulll", .trailingBytes), InvalidJSON("NaN", .unexpectedByte),
    InvalidJSON("Infinity", .unexpectedByte), InvalidJSON("undefined", .unexpectedByte),
  ]

  private static let numbers = [
    InvalidJSON("-", .unexpectedEnd), InvalidJSON("--1", .unexpectedByte), InvalidJSON("+1", .unexpectedByte),
    InvalidJSON("01", .invalidNumber), InvalidJSON("-01", .invalidNumber), InvalidJSON("00", .invalidNumber),
    InvalidJSON(".5", .unexpectedByte), InvalidJSON("1.", .invalidNumber),
    InvalidJSON("1.e5", .invalidNumber),
    InvalidJSON("1e", .invalidNumber), InvalidJSON("1e+", .invalidNumber),
    InvalidJSON("1e5.5", .trailingBytes),
    InvalidJSON("0x1", .trailingBytes), InvalidJSON("1_000", .trailingBytes),
    InvalidJSON("-Infinity", .unexpectedByte),
    InvalidJSON("１", .unexpectedByte),
  ]

  private static let strings = [
    InvalidJSON("\"", .unexpectedEnd), InvalidJSON("\"abc", .unexpectedEnd),
    InvalidJSON("\"\\", .unexpectedEnd),
    InvalidJSON("\"\\\"", .unexpectedEnd), InvalidJSON("'a'", .unexpectedByte),
    InvalidJSON("\"a\nb\"", .invalidString), InvalidJSON("\"a\tb\"", .invalidString),
    InvalidJSON("\"\0\"", .invalidString), InvalidJSON("\"\\n\u{1F}\"", .invalidString),
    InvalidJSON("\"\\x41\"", .invalidString, insideString: true),
    InvalidJSON("\"\\'\"", .invalidString, insideString: true),
    InvalidJSON("\"\\U0041\"", .invalidString, insideString: true),
    InvalidJSON("\"\\u\"", .unexpectedEnd, insideString: true),
    InvalidJSON("\"\\u00e\"", .invalidString, insideString: true),
    InvalidJSON("\"\\u00g0\"", .invalidString, insideString: true),
    InvalidJSON("\"\\u+041\"", .invalidString, insideString: true),
    InvalidJSON("\"\\u00４1\"", .invalidString, insideString: true),
    InvalidJSON("\"\\ud83d\\u00g0\"", .invalidString, insideString: true),
    InvalidJSON("{\"\\x\":1}", .invalidString), InvalidJSON("{\"a\n\":1}", .invalidString),
  ]

  /// A lone continuation, overlong forms, a surrogate, beyond the end of Unicode, a cut sequence, never-bytes.
  private static let badUTF8: [InvalidJSON] =
    [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFE], [0xFF], [0x61, 0xFF, 0x5C, 0x6E],
    ].map { InvalidJSON(string($0), .invalidUTF8, insideString: true) }
    + [InvalidJSON([0xFF], .unexpectedByte), InvalidJSON([0xEF, 0xBB, 0xBF], .unexpectedByte)]
}
