import Synchronization

/// Makes names that sort by time and are unique across nodes.
///
/// A name is a ULID in lower case: 48 bits of milliseconds and 80 random bits, in 26 characters of Crockford's
/// base 32. Within one millisecond, and when the clock steps back, the random part of the last name is counted up,
/// so the names of one maker always grow. Time and randomness are passed in, as everywhere.
public final class IDMaker: Sendable {
  private struct State {
    var time: UInt64
    var high: UInt16
    var low: UInt64
  }

  /// What the last name was made of; `nil` before the first.
  private let last = Mutex<State?>(nil)
  private let now: @Sendable () -> Timestamp
  private let random: @Sendable () -> UInt64

  /// Makes a maker.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - random: 64 random bits at each call.
  public init(now: @escaping @Sendable () -> Timestamp, random: @escaping @Sendable () -> UInt64) {
    self.now = now
    self.random = random
  }

  /// A new name of any kind.
  public func make<ID: Identifier>(_ type: ID.Type = ID.self) -> ID { ID(rawValue: next()) }

  private func next() -> String {
    let time = UInt64(clamping: now().milliseconds) & 0xFFFF_FFFF_FFFF
    let (high, low) = (UInt16(truncatingIfNeeded: random()), random())
    let state = last.withLock { last in
      // The top bit of the random part starts at 0, so that counting up never runs over.
      var state = State(time: time, high: high & 0x7FFF, low: low)
      if let last, time <= last.time {
        state = last
        state.low &+= 1
        if state.low == 0 { state.high += 1 }
      }
      last = state
      return state
    }
    return Self.text(time: state.time, high: state.high, low: state.low)
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  private static func text(time: UInt64, high: UInt16, low: UInt64) -> String {
    var characters = [UInt8](repeating: 0, count: 26)
    for index in 0..<10 {
      characters[9 - index] = alphabet[Int(time >> (5 * UInt64(index)) & 31)]
    }
    var (high, low) = (UInt64(high), low)
    for index in stride(from: 25, through: 10, by: -1) {
      characters[index] = alphabet[Int(low & 31)]
      low = low >> 5 | (high & 31) << 59
      high >>= 5
    }
    return String(decoding: characters, as: UTF8.self)
  }
}
