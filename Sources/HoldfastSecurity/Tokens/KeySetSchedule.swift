import HoldfastModel

/// Decides when a key set is fetched, and which one counts: a value without a clock and without waiting.
struct KeySetSchedule: Sendable {
  /// The last good set; it stays when a later fetch fails.
  private(set) var keys: KeySet?
  /// When the last good set was fetched.
  private(set) var fetchedAt: Timestamp?
  /// Why the last fetch failed; `nil` when it succeeded or there was none.
  private(set) var failure: KeySetFailure?
  private var attemptedAt: Timestamp?

  private let refreshInterval: Duration
  private let retryInterval: Duration
  private let firstRetryInterval: Duration

  /// Makes a schedule that has no keys yet.
  init(_ settings: TokenConfiguration) {
    refreshInterval = settings.keySetRefreshInterval
    retryInterval = settings.keySetRetryInterval
    firstRetryInterval = settings.keySetFirstRetryInterval
  }

  /// Whether the set is old enough to be fetched again, whatever token comes.
  func isDue(at now: Timestamp) -> Bool {
    if keys != nil, failure == nil { return hasPassed(refreshInterval, at: now) }
    return mayRetry(at: now)
  }

  /// Whether the set may be fetched again because a token names a key that is not in it.
  func mayRetry(at now: Timestamp) -> Bool {
    hasPassed(keys == nil ? min(firstRetryInterval, retryInterval) : retryInterval, at: now)
  }

  /// Notes that a fetch begins.
  mutating func begin(at now: Timestamp) { attemptedAt = now }

  /// Notes how a fetch ended.
  mutating func finish(_ result: Result<KeySet, KeySetFailure>, at now: Timestamp) {
    switch result {
    case .success(let set): (keys, fetchedAt, failure) = (set, now, nil)
    case .failure(let failure): self.failure = failure
    }
  }

  /// Whether a time has passed since the last fetch began; so it is said to have when the clock went back.
  private func hasPassed(_ interval: Duration, at now: Timestamp) -> Bool {
    guard let attemptedAt, attemptedAt <= now else { return true }
    return now >= attemptedAt + interval
  }
}
