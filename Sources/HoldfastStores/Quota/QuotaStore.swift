public import HoldfastModel

/// Answers "how much is left": reservations of quota, and their sums by principal.
///
/// A part of ``ConversationStore``, with its rules. Every call about one principal is serial, and touches nothing of any
/// session: quota may live on another shard.
///
/// At every moment the reservations of a principal add up: all that were made are outstanding, committed, released or
/// expired, each exactly one of these, and the account holds their sums.
public protocol QuotaStore: Sendable {
  /// Sets quota aside, once per name.
  ///
  /// Where the name is known, the answer is ``QuotaOutcome/existing(_:_:)`` and nothing is written. Otherwise it is granted
  /// if, in each limit, what is used and set aside with what is wanted is within the limit, or if nothing is set aside in
  /// that window and less than the limit is used: the last reply of a window may go over it.
  /// ``QuotaRequest/concurrency`` is looked at before the limits.
  ///
  /// A turn that ``QuotaRequest/replaces`` names, and that is outstanding or committed with a message counted, is not
  /// counted again: the reservation has no message.
  func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome

  /// Lets an outstanding reservation last longer; never shorter.
  ///
  /// - Returns: Whether it is still outstanding.
  func extend(_ reservation: ReservationID, of principal: Principal, until time: Timestamp) async throws
    -> Bool

  /// Ends a reservation, once: the first end counts, and every later call changes nothing.
  ///
  /// A commit of a reservation that has expired is written as an entry of its own, marked as late, under the
  /// reservation's name with ``QuotaReservation/lateSuffix``: once too. `expired` ends only what has expired by `now`.
  ///
  /// - Returns: The reservation as it stands; the late entry where there is one; `nil` when there is no such reservation.
  func end(
    _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
  ) async throws -> QuotaReservation?

  /// A reservation.
  func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation?

  /// The sums of a principal; those of one that never reserved anything are empty.
  func quotaAccount(of principal: Principal) async throws -> QuotaAccount

  /// Outstanding reservations that expire before a time, by that time and then by name.
  func outstandingReservations(expiringBefore time: Timestamp, limit: Int) async throws -> [QuotaReservation]

  /// Principals that have an account, by their text, after one.
  func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal]

  /// All reservations of a principal, by name, after one.
  func reservations(of principal: Principal, after id: ReservationID?, limit: Int) async throws
    -> [QuotaReservation]

  /// Removes reservations that ended before a time and whose windows have all ended before it, and takes them out of the
  /// sums.
  ///
  /// - Returns: How many were removed.
  func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int
}
