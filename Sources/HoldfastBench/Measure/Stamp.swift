/// What a scripted token says of itself: when it was made and which one it is, as `@<19 digits>:<7 digits>;`.
///
/// It stands in the text of the token, so it goes through any server that passes text on.
package struct Stamp: Sendable, Hashable {
  /// The bytes of a stamp.
  package static let byteCount = 29
  /// What a stamp begins with, which nothing else of the frames does.
  package static let mark = UInt8(ascii: "@")

  private static let timeDigits = 19
  private static let indexDigits = 7

  /// When the token was made, by ``MonotonicTime``.
  package var time: Int64
  /// Which token of its stream it is, from 0.
  package var index: Int

  /// Makes a stamp.
  package init(time: Int64, index: Int) {
    self.time = time
    self.index = index
  }

  /// Reads a stamp from the beginning of some bytes; `nil` when none is there.
  package init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.byteCount, bytes[0] == Self.mark,
      bytes[Self.timeDigits + 1] == UInt8(ascii: ":"), bytes[Self.byteCount - 1] == UInt8(ascii: ";"),
      let time = Self.number(bytes, from: 1, digits: Self.timeDigits),
      let index = Self.number(bytes, from: Self.timeDigits + 2, digits: Self.indexDigits)
    else { return nil }
    self.init(time: time, index: Int(index))
  }

  /// Adds the stamp to some bytes.
  package func append(to bytes: inout [UInt8]) {
    bytes.append(Self.mark)
    Self.append(time, digits: Self.timeDigits, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    Self.append(Int64(index), digits: Self.indexDigits, to: &bytes)
    bytes.append(UInt8(ascii: ";"))
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, from start: Int, digits: Int) -> Int64? {
    var number: Int64 = 0
    for offset in start..<start + digits {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number &* 10 &+ Int64(digit)
    }
    return number
  }

  private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
    var rest = number
    let start = bytes.count
    for _ in 0..<digits {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }
}
