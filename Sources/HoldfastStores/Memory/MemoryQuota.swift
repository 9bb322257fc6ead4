package import HoldfastModel

/// The quota of one principal: a value.
package struct MemoryQuota: Sendable, QuotaTables {
  package typealias Failure = Never

  package private(set) var account = QuotaAccount()
  package private(set) var reservations: [ReservationID: QuotaReservation] = [:]

  /// Makes the quota of a principal that never used any.
  package init() {}

  package mutating func save(_ account: QuotaAccount) { self.account = account }

  package func reservation(_ id: ReservationID) -> QuotaReservation? { reservations[id] }

  package mutating func save(_ reservation: QuotaReservation) { reservations[reservation.id] = reservation }

  package mutating func remove(_ id: ReservationID) { reservations[id] = nil }
}
