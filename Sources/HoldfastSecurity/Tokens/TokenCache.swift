import HoldfastModel

/// Remembers verified tokens for a short time, by their hash.
///
/// Bounded: beyond the capacity the entry made first makes room. A value without a clock; its owner guards it.
struct TokenCache: Sendable {
  private struct Entry {
    var principal: Principal
    var from: Timestamp
    var until: Timestamp
  }

  private let capacity: Int
  private var entries: [[UInt8]: Entry] = [:]
  /// The hashes in the order in which they came, as a ring once it is full.
  private var order: [[UInt8]] = []
  private var oldest = 0

  /// Makes an empty cache.
  init(capacity: Int) { self.capacity = capacity }

  /// How many tokens are remembered.
  var count: Int { entries.count }

  /// Whom a token names; `nil` when that is not remembered, no longer valid, or the clock went back.
  func principal(of fingerprint: [UInt8], at now: Timestamp) -> Principal? {
    guard let entry = entries[fingerprint], entry.from <= now, now < entry.until else { return nil }
    return entry.principal
  }

  /// Remembers a token.
  mutating func insert(_ principal: Principal, for fingerprint: [UInt8], from: Timestamp, until: Timestamp) {
    guard capacity > 0, from < until else { return }
    if entries[fingerprint] == nil {
      if order.count < capacity {
        order.append(fingerprint)
      } else {
        entries[order[oldest]] = nil
        order[oldest] = fingerprint
        oldest = (oldest + 1) % capacity
      }
    }
    entries[fingerprint] = Entry(principal: principal, from: from, until: until)
  }
}
