import HoldfastModel
import HoldfastStores

/// A conversation store on whose calls the process may end.
struct FaultyConversations: ForwardingConversationStore {
  let base: any ConversationStore
  let fault: Fault

  func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    try await fault.call(.claim) { try await base.claim(request) }
  }

  func claim(for key: ClaimKey) async throws -> Claim? { try await base.claim(for: key) }

  func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try await base.claim(of: stream, in: session)
  }

  func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try await base.claim(about: message, in: session)
  }

  func lastClaim(in session: SessionID) async throws -> Claim? { try await base.lastClaim(in: session) }

  func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    try await base.unsettledClaims(in: session)
  }

  func move(
    _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
  ) async throws -> Bool {
    try await base.move(stream, in: session, from: run, to: move)
  }

  func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    try await fault.call(.settle) { try await base.settle(settlement) }
  }

  func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try await fault.call(.clearPointer) { try await base.clearPointer(of: session, ifNaming: stream) }
  }

  func session(_ id: SessionID) async throws -> SessionRecord? { try await base.session(id) }

  func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    try await base.sessions(of: principal, after: place, limit: limit)
  }

  func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> [StoredMessage] {
    try await base.messages(in: session, after: order, limit: limit)
  }

  func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
    try await base.message(id, in: session)
  }

  func forward<Value: Sendable>(
    _ call: ForwardedCall, _ body: @escaping @Sendable (any ConversationStore) async throws -> Value
  ) async throws -> Value {
    let operation: FaultPoint.Operation? =
      switch call {
      case .reserve: .reserve
      case .endReservation: .endReservation
      case .deleteSession: .deleteSession
      case .extend, .saveEffect, .closeTombstone, .trim, .look: nil
      }
    guard let operation else { return try await body(base) }
    return try await fault.call(operation) { try await body(base) }
  }

  func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try await base.draft(of: principal, for: session)
  }

  func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
    try await base.saveDraft(draft, of: principal, for: session)
  }

  func deleteDraft(of principal: Principal, for session: SessionID) async throws {
    try await base.deleteDraft(of: principal, for: session)
  }

  func openClaims(createdBefore time: Timestamp, after claim: Claim?, limit: Int) async throws -> [Claim] {
    try await base.openClaims(createdBefore: time, after: claim, limit: limit)
  }

  func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord] {
    try await base.pointedSessions(changedBefore: time, after: id, limit: limit)
  }

  func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    try await base.removeEmptySessions(createdBefore: time, limit: limit)
  }

  func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await base.removeDrafts(changedBefore: time, limit: limit)
  }

  func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await base.removeKeys(notedBefore: time, limit: limit)
  }

  func checkHealth() async throws { try await base.checkHealth() }
}
