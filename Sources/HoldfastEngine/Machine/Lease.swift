package import HoldfastModel

/// What an owner knows of its own lease: it stops appending at two thirds of it, until the log has confirmed it again.
///
/// The log alone judges leases, by its own clock; this only keeps an owner that was paused from work that would be
/// refused.
package struct Lease: Sendable, Equatable {
  private let duration: Duration
  private var confirmedAt: Timestamp

  /// A lease that was confirmed by a call sent at a time.
  package init(duration: Duration, confirmedAt: Timestamp) {
    self.duration = duration
    self.confirmedAt = confirmedAt
  }

  /// Notes that a call sent at a time was acknowledged.
  package mutating func confirm(sentAt time: Timestamp) { confirmedAt = max(confirmedAt, time) }

  /// Whether so little of the lease is spent that an append need not ask first.
  package func isSure(at now: Timestamp) -> Bool { now < confirmedAt + duration * 2 / 3 }
}
