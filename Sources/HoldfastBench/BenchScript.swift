/// What a scripted provider is asked to say, in the words of the question itself: `bench tokens=250 gap-ms=20 bytes=64`.
///
/// So one upstream plays whatever each request wants, through any server that passes the question on.
package struct BenchScript: Sendable, Hashable {
  /// How many tokens are said.
  package var tokens = 250
  /// The time between two tokens, in milliseconds; 0 says them as fast as they are taken.
  package var gapMilliseconds = 20.0
  /// The text of a token, in bytes: a stamp, filled up with spaces.
  package var bytes = 64
  /// How long nothing is said at first, in milliseconds.
  package var leadMilliseconds = 0.0
  /// After how many tokens a pause is made; 0 for none.
  package var pauseAfter = 0
  /// The pause, in milliseconds.
  package var pauseMilliseconds = 0.0

  /// Makes a script of defaults.
  package init() {}

  /// Reads a script from a question; `nil` when it is none.
  package init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ")
    guard words.first == "bench" else { return nil }
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, let value = Double(pair[1]), value >= 0, value < 1e9 else { return nil }
      switch pair[0] {
      case "tokens": tokens = min(Int(value), 9_999_999)
      case "gap-ms": gapMilliseconds = value
      case "bytes": bytes = min(Int(value), 1 << 20)
      case "lead-ms": leadMilliseconds = value
      case "pause-after": pauseAfter = Int(value)
      case "pause-ms": pauseMilliseconds = value
      default: return nil
      }
    }
  }

  /// The question that asks for it.
  package var question: String {
    "bench tokens=\(tokens) gap-ms=\(gapMilliseconds) bytes=\(bytes) lead-ms=\(leadMilliseconds) "
      + "pause-after=\(pauseAfter) pause-ms=\(pauseMilliseconds)"
  }

  /// The text of a token that is made now.
  func append(token index: Int, to output: inout [UInt8]) {
    Stamp(time: MonotonicTime.now(), index: index).append(to: &output)
    if bytes > Stamp.byteCount {
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: bytes - Stamp.byteCount))
    }
  }
}
