import HoldfastModel
import HoldfastStores
import Synchronization

/// What was really written, and what shall fail.
final class StoreLedger: Sendable {
  private struct State {
    var effects: [String] = []
    var failure: StoreError?
    var readsFail = true
    var losesClaims = false
  }

  private let state = Mutex(State())

  /// The writes that changed something, in order.
  var effects: [String] { state.withLock { $0.effects } }

  func note(_ effect: String) { state.withLock { $0.effects.append(effect) } }

  /// Lets every call fail from now on; `nil` ends it.
  func fail(_ code: StoreError.Code?, reads: Bool = true) {
    state.withLock { state in
      state.failure = code.map { StoreError($0, "as the test wants it") }
      state.readsFail = reads
    }
  }

  /// Lets every claim be made, and its answer be lost.
  func loseClaims(_ loses: Bool) { state.withLock { $0.losesClaims = loses } }

  func checkAnswer() throws {
    if state.withLock(\.losesClaims) { throw StoreError(.indeterminate, "as the test wants it") }
  }

  func checkWrite() throws { if let failure = state.withLock(\.failure) { throw failure } }

  func checkRead() throws {
    if let failure = state.withLock({ $0.readsFail ? $0.failure : nil }) { throw failure }
  }
}

/// A conversation store whose writes are written down, and which can be made to fail.
struct TestConversations: ForwardingConversationStore {
  let base: any ConversationStore
  let ledger = StoreLedger()
  let health = HealthGate()

  func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    try ledger.checkWrite()
    let outcome = try await base.claim(request)
    if case .claimed(let claim) = outcome { ledger.note("claim \(claim.key)") }
    try ledger.checkAnswer()
    return outcome
  }

  func claim(for key: ClaimKey) async throws -> Claim? {
    try ledger.checkRead()
    return try await base.claim(for: key)
  }

  func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try ledger.checkRead()
    return try await base.claim(of: stream, in: session)
  }

  func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try ledger.checkRead()
    return try await base.claim(about: message, in: session)
  }

  func lastClaim(in session: SessionID) async throws -> Claim? {
    try ledger.checkRead()
    return try await base.lastClaim(in: session)
  }

  func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    try ledger.checkRead()
    return try await base.unsettledClaims(in: session)
  }

  func move(
    _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
  ) async throws -> Bool {
    try ledger.checkWrite()
    let isMoved = try await base.move(stream, in: session, from: run, to: move)
    if isMoved { ledger.note("move \(stream)") }
    return isMoved
  }

  func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    try ledger.checkWrite()
    let outcome = try await base.settle(settlement)
    if outcome == .settled { ledger.note("settle \(settlement.stream)") }
    return outcome
  }

  func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try ledger.checkWrite()
    try await base.clearPointer(of: session, ifNaming: stream)
  }

  func session(_ id: SessionID) async throws -> SessionRecord? {
    try ledger.checkRead()
    return try await base.session(id)
  }

  func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    try ledger.checkRead()
    return try await base.sessions(of: principal, after: place, limit: limit)
  }

  func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> [StoredMessage] {
    try ledger.checkRead()
    return try await base.messages(in: session, after: order, limit: limit)
  }

  func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
    try ledger.checkRead()
    return try await base.message(id, in: session)
  }

  func forward<Value: Sendable>(
    _ call: ForwardedCall, _ body: @escaping @Sendable (any ConversationStore) async throws -> Value
  ) async throws -> Value {
    if call == .look {
      try ledger.checkRead()
      return try await body(base)
    }
    try ledger.checkWrite()
    let value = try await body(base)
    ledger.note(call.rawValue)
    return value
  }

  func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try ledger.checkRead()
    return try await base.draft(of: principal, for: session)
  }

  func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
    try ledger.checkWrite()
    try await base.saveDraft(draft, of: principal, for: session)
    ledger.note("draft \(session)")
  }

  func deleteDraft(of principal: Principal, for session: SessionID) async throws {
    try ledger.checkWrite()
    try await base.deleteDraft(of: principal, for: session)
  }

  func openClaims(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int
  ) async throws -> [Claim] {
    try ledger.checkRead()
    return try await base.openClaims(createdBefore: time, after: claim, limit: limit)
  }

  func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord] {
    try ledger.checkRead()
    return try await base.pointedSessions(changedBefore: time, after: id, limit: limit)
  }

  func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    try ledger.checkWrite()
    return try await base.removeEmptySessions(createdBefore: time, limit: limit)
  }

  func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    try ledger.checkWrite()
    return try await base.removeDrafts(changedBefore: time, limit: limit)
  }

  func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    try ledger.checkWrite()
    return try await base.removeKeys(notedBefore: time, limit: limit)
  }

  func checkHealth() async throws {
    await health.pass()
    try ledger.checkWrite()
    try await base.checkHealth()
  }
}
