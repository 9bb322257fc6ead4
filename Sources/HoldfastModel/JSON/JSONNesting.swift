/// Follows how deep JSON text is nested, byte by byte, without reading what it says.
package struct JSONNesting: Sendable, Hashable {
  /// How many objects and arrays are open; below 0 when more were closed than opened.
  package private(set) var depth = 0
  /// Whether the bytes are inside a string.
  package private(set) var isInString = false
  private var isEscaped = false

  /// Begins outside of everything.
  package init() {}

  /// Takes the next byte.
  package mutating func take(_ byte: UInt8) {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }
}
