package import HoldfastModel

/// A conversation store that stands before another one, and has what concerns quota, effects, artifacts and deleted
/// sessions answered by it.
package protocol ForwardingConversationStore: ConversationStore {
  /// Has the store behind answer.
  ///
  /// - Parameter call: What is asked.
  func forward<Value: Sendable>(
    _ call: ForwardedCall, _ body: @escaping @Sendable (any ConversationStore) async throws -> Value
  ) async throws -> Value
}

/// What a ``ForwardingConversationStore`` has answered.
package enum ForwardedCall: String, Sendable, Hashable, CaseIterable {
  case reserve, extend, endReservation, deleteSession, saveEffect, closeTombstone
  /// Removes what is old.
  case trim
  /// Changes nothing.
  case look
}

extension ForwardingConversationStore {
  // MARK: Quota

  /// Sets quota aside, once per name.
  public func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
    try await forward(.reserve) { try await $0.reserve(request) }
  }

  /// Lets an outstanding reservation last longer.
  public func extend(
    _ reservation: ReservationID, of principal: Principal, until time: Timestamp
  ) async throws -> Bool {
    try await forward(.extend) { try await $0.extend(reservation, of: principal, until: time) }
  }

  /// Ends a reservation, once.
  public func end(
    _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
  ) async throws -> QuotaReservation? {
    try await forward(.endReservation) { try await $0.end(reservation, of: principal, as: end, now: now) }
  }

  /// A reservation.
  public func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation? {
    try await forward(.look) { try await $0.reservation(id, of: principal) }
  }

  /// The sums of a principal.
  public func quotaAccount(of principal: Principal) async throws -> QuotaAccount {
    try await forward(.look) { try await $0.quotaAccount(of: principal) }
  }

  /// Outstanding reservations that expire before a time, by that time and then by name.
  public func outstandingReservations(
    expiringBefore time: Timestamp, limit: Int
  ) async throws -> [QuotaReservation] {
    try await forward(.look) { try await $0.outstandingReservations(expiringBefore: time, limit: limit) }
  }

  /// Principals that have an account, by their text, after one.
  public func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal] {
    try await forward(.look) { try await $0.quotaPrincipals(after: principal, limit: limit) }
  }

  /// All reservations of a principal, by name, after one.
  public func reservations(
    of principal: Principal, after id: ReservationID?, limit: Int
  ) async throws -> [QuotaReservation] {
    try await forward(.look) { try await $0.reservations(of: principal, after: id, limit: limit) }
  }

  /// Removes reservations that ended before a time, as have all of their windows.
  public func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await forward(.trim) { try await $0.removeReservations(endedBefore: time, limit: limit) }
  }

  /// The newest claim of a session that names a reservation, cut or not.
  public func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim? {
    try await forward(.look) { try await $0.claim(reserving: reservation, in: session) }
  }

  // MARK: Deleted sessions

  /// Removes a session with all that belongs to it, if it is the principal's, and leaves a tombstone.
  public func deleteSession(
    _ id: SessionID, of principal: Principal, now: Timestamp
  ) async throws -> Tombstone? {
    try await forward(.deleteSession) { try await $0.deleteSession(id, of: principal, now: now) }
  }

  /// Tombstones whose streams are still to be removed, by session, after one.
  public func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone] {
    try await forward(.look) { try await $0.openTombstones(after: session, limit: limit) }
  }

  /// Notes that the streams of a deleted session are removed.
  public func closeTombstone(of session: SessionID) async throws {
    try await forward(.closeTombstone) { try await $0.closeTombstone(of: session) }
  }

  /// Removes tombstones that are closed and were made before a time.
  public func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int {
    try await forward(.trim) { try await $0.removeTombstones(madeBefore: time, limit: limit) }
  }

  // MARK: Effects and artifacts

  /// The newest version of each artifact of a session, in the order in which they were begun.
  public func artifacts(in session: SessionID) async throws -> [ArtifactRecord] {
    try await forward(.look) { try await $0.artifacts(in: session) }
  }

  /// All versions of an artifact, oldest first.
  public func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord] {
    try await forward(.look) { try await $0.versions(of: artifact, in: session) }
  }

  /// What the tool calls of a stream came to, in their order.
  public func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry] {
    try await forward(.look) { try await $0.effects(of: stream, in: session) }
  }

  /// Writes what a tool call of a settled stream came to since.
  public func saveEffect(_ effect: EffectEntry, of stream: StreamID, in session: SessionID) async throws {
    try await forward(.saveEffect) { try await $0.saveEffect(effect, of: stream, in: session) }
  }
}
