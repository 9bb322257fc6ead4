import HoldfastModel

/// Follows JSON text that comes in pieces and tells when one object is whole.
///
/// It remembers the nesting only, so it costs nothing to follow arguments of any length. Text that is no object, or
/// not JSON, is never complete.
struct JSONObjectProgress: Sendable, Hashable {
  /// Whether an object was opened and closed again.
  private(set) var isComplete = false

  private var nesting = JSONNesting()

  mutating func take(_ text: String) {
    for byte in text.utf8 { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    // Outside of everything only an opening counts.
    guard nesting.depth > 0 || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") else { return }
    nesting.take(byte)
    if nesting.depth == 0 { isComplete = true }
  }
}
