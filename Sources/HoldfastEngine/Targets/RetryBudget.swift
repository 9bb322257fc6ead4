package import HoldfastModel

/// How many attempts beyond the first a node may make: a tenth of its requests, and ten a second besides.
///
/// So a provider that fails is asked at most 1.1 times as often as one that is well, however many replies want to try
/// again (Google SRE, "Handling Overload"; Finagle, "Retry Budgets"). Held over the last second and over the last ten.
package struct RetryBudget: Sendable, Equatable {
  private struct Count: Sendable, Equatable {
    /// Which tenth of a second.
    var slot: Int64
    var requests = 0
    var retries = 0
  }

  /// How many retries there may be in a second, besides a tenth of the requests.
  private let floor: Int
  private var counts: [Count] = []

  package init(floorPerSecond: Int = 10) { floor = floorPerSecond }

  /// Notes a first attempt.
  package mutating func noteRequest(at now: Timestamp) { change(at: now) { $0.requests += 1 } }

  /// Takes a place for a further attempt, if there is one.
  package mutating func take(at now: Timestamp) -> Bool {
    guard left(at: now) > 0 else { return false }
    change(at: now) { $0.retries += 1 }
    return true
  }

  /// How many further attempts may be made now.
  package mutating func left(at now: Timestamp) -> Int {
    min(left(seconds: 1, at: now), left(seconds: 10, at: now))
  }

  private mutating func left(seconds: Int, at now: Timestamp) -> Int {
    let oldest = now.milliseconds / 100 - Int64(seconds * 10)
    var (requests, retries) = (0, 0)
    for count in counts where count.slot > oldest && count.slot <= now.milliseconds / 100 {
      requests += count.requests
      retries += count.retries
    }
    return max(0, seconds * floor + requests / 10 - retries)
  }

  private mutating func change(at now: Timestamp, _ change: (inout Count) -> Void) {
    let slot = now.milliseconds / 100
    // What a clock that was put back has counted is forgotten.
    counts.removeAll { $0.slot > slot }
    if counts.last?.slot != slot {
      counts.removeAll { $0.slot <= slot - 100 }
      counts.append(Count(slot: slot))
    }
    change(&counts[counts.count - 1])
  }
}
