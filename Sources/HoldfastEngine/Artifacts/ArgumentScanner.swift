import HoldfastModel

/// Reads the string members of a JSON object while its text is still coming.
///
/// For the arguments of a call that are shown as they are written. It looks at each byte once, and reads members of the
/// outermost object alone; whether the whole is valid JSON is for the parser to say when it is there.
package struct ArgumentScanner: Sendable {
  /// What has come of a member.
  package struct Piece: Sendable, Equatable {
    /// The member's name.
    package var name: String
    /// What has come of its value.
    package var text: String
    /// Whether that is the end of it.
    package var isLast: Bool
  }

  private enum Place: Sendable, Equatable {
    case outside, beforeName, name, afterName, beforeValue, text, other
  }

  private var place = Place.outside
  private var name: [UInt8] = []
  private var text: [UInt8] = []
  /// Where in a value that is no string.
  private var nesting = JSONNesting()
  private var isEscaped = false
  /// The digits of `\u` that have come; `nil` outside of one.
  private var unicode: [UInt8]?
  private var highSurrogate: UInt32?

  package init() {}

  /// Takes more of the text.
  package mutating func accept(_ more: String) -> [Piece] {
    var pieces: [Piece] = []
    for byte in more.utf8 {
      if let piece = accept(byte) { pieces.append(piece) }
    }
    if place == .text, !text.isEmpty { pieces.append(takePiece(isLast: false)) }
    return pieces
  }

  private mutating func accept(_ byte: UInt8) -> Piece? {
    switch place {
    case .outside: if byte == UInt8(ascii: "{") { place = .beforeName }
    case .beforeName: if byte == UInt8(ascii: "\"") { (place, name) = (.name, []) }
    case .name: if character(byte, into: \.name) { place = .afterName }
    case .afterName: if byte == UInt8(ascii: ":") { place = .beforeValue }
    case .beforeValue:
      if byte == UInt8(ascii: "\"") {
        (place, text) = (.text, [])
      } else if !byte.isSpace {
        (place, nesting) = (.other, JSONNesting())
        skip(byte)
      }
    case .text:
      if character(byte, into: \.text) {
        place = .beforeName
        return takePiece(isLast: true)
      }
    case .other: skip(byte)
    }
    return nil
  }

  private mutating func takePiece(isLast: Bool) -> Piece {
    defer { text = [] }
    return Piece(
      name: String(decoding: name, as: UTF8.self), text: String(decoding: text, as: UTF8.self),
      isLast: isLast)
  }

  /// Takes a byte of a string.
  ///
  /// - Returns: Whether it ends the string.
  private mutating func character(_ byte: UInt8, into buffer: WritableKeyPath<Self, [UInt8]>) -> Bool {
    if var digits = unicode {
      digits.append(byte)
      unicode = digits.count < 4 ? digits : nil
      if digits.count == 4 { append(String(decoding: digits, as: UTF8.self), to: buffer) }
      return false
    }
    if isEscaped {
      isEscaped = false
      if byte == UInt8(ascii: "u") {
        unicode = []
      } else {
        self[keyPath: buffer].append(byte.unescaped)
      }
      return false
    }
    if byte == UInt8(ascii: "\\") {
      isEscaped = true
      return false
    }
    if byte == UInt8(ascii: "\"") { return true }
    self[keyPath: buffer].append(byte)
    return false
  }

  /// Takes the four digits of `\u`; a pair of surrogates makes one character.
  private mutating func append(_ digits: String, to buffer: WritableKeyPath<Self, [UInt8]>) {
    guard let unit = UInt32(digits, radix: 16) else { return }
    var scalar = unit
    if (0xD800..<0xDC00).contains(unit) {
      highSurrogate = unit
      return
    }
    if let high = highSurrogate, (0xDC00..<0xE000).contains(unit) {
      scalar = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
    }
    highSurrogate = nil
    self[keyPath: buffer] += Array(String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
  }

  /// Passes over a value that is no string.
  private mutating func skip(_ byte: UInt8) {
    nesting.take(byte)
    if nesting.isInString { return }
    if nesting.depth < 0 {
      place = .outside
    } else if nesting.depth == 0, byte == UInt8(ascii: ",") {
      place = .beforeName
    }
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }

  /// What the byte means behind a backslash.
  fileprivate var unescaped: UInt8 {
    switch self {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    default: self
    }
  }
}
