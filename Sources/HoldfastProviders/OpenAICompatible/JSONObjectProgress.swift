/// Follows JSON text that comes in pieces and tells when one object is whole.
///
/// It remembers the nesting only, so it costs nothing to follow arguments of any length. Text that is no object, or
/// not JSON, is never complete.
struct JSONObjectProgress: Sendable, Hashable {
  /// Whether an object was opened and closed again.
  private(set) var isComplete = false

  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  mutating func take(_ text: String) {
    for byte in text.utf8 { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
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
    case UInt8(ascii: "\""): isInString = depth > 0
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth = max(0, depth - 1)
      if depth == 0 { isComplete = true }
    default: break
    }
  }
}
