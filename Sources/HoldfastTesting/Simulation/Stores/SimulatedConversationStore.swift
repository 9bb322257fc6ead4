package import HoldfastModel
package import HoldfastStores

/// A conversation store on a simulated disk, as one process reaches it.
package struct SimulatedConversationStore: ForwardingConversationStore {
  let world: SimulationWorld
  private let link: StoreLink
  private let store: SimulatedStore<MemoryConversationStore>

  package init(world: SimulationWorld, link: StoreLink, store: SimulatedStore<MemoryConversationStore>) {
    self.world = world
    self.link = link
    self.store = store
  }

  func write<Value: Sendable>(
    _ call: StoreCall, about session: SessionID?,
    _ body: @escaping @Sendable (MemoryConversationStore) async throws -> Value,
    events: @escaping @Sendable (Value) -> [HistoryEvent] = { _ in [] }
  ) async throws -> Value {
    try await link.call(call) { try await store.write(about: session, body, events: events) }
  }

  private func look<Value: Sendable>(
    _ body: @escaping @Sendable (MemoryConversationStore) async throws -> Value
  ) async throws -> Value {
    try await link.call(.look) { try await store.read(body) }
  }

  // MARK: Claims

  package func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    let outcome = try await write(.claim, about: request.session) { memory in
      let outcome = try await memory.claim(try await tampered(request, in: memory))
      try await tamper(after: outcome, of: request, in: memory)
      return outcome
    } events: { outcome in
      if case .claimed(let claim) = outcome { return [.claimed(claim, text: request.turn.text)] }
      return []
    }
    if case .claimed(let claim) = outcome { link.caller.note(claim.reply, answering: claim.key.message) }
    return tampered(outcome)
  }

  package func claim(for key: ClaimKey) async throws -> Claim? {
    try await look { try await $0.claim(for: key) }
  }

  package func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try await look { try await $0.claim(of: stream, in: session) }
  }

  package func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try await look { try await $0.claim(about: message, in: session) }
  }

  package func lastClaim(in session: SessionID) async throws -> Claim? {
    try await look { try await $0.lastClaim(in: session) }
  }

  package func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    try await look { try await $0.unsettledClaims(in: session) }
  }

  package func move(
    _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
  ) async throws -> Bool {
    try await write(.move, about: session) {
      try await $0.move(stream, in: session, from: run, to: move)
    } events: {
      $0 ? [.claimMoved(stream, move)] : []
    }
  }

  // MARK: Saving

  package func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    if refuses(settlement.stream) {
      return try await link.call(.settle) { throw StoreError(.refused, "the reply is too large") }
    }
    return try await write(.settle, about: settlement.session) { memory in
      if world.sabotage == .forgetReply { return .settled }
      let outcome = try await memory.settle(tampered(settlement))
      try await tamper(after: outcome, of: settlement, in: memory)
      return outcome
    } events: { outcome in
      var events: [HistoryEvent] = [
        .settled(settlement.stream, in: settlement.session, settlement.message?.message.id, outcome)
      ]
      let effects = tampered(settlement).effects
      if outcome == .settled, settlement.message != nil, !effects.isEmpty {
        events.append(.effectsSaved(settlement.stream, effects))
      }
      return events
    }
  }

  /// Whether the store will never take the reply of a stream: the same answer in every process and at every time.
  private func refuses(_ stream: StreamID) -> Bool {
    SimulationRandom(seed: world.seed, stream.rawValue).happens(world.lastingFaults.refusal)
  }

  package func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try await write(.clearPointer, about: session) { memory in
      if world.sabotage == .keepPointer { return }
      try await memory.clearPointer(of: session, ifNaming: stream)
    }
  }

  // MARK: Reading

  package func session(_ id: SessionID) async throws -> SessionRecord? {
    try await look { try await $0.session(id) }
  }

  package func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    try await look { try await $0.sessions(of: principal, after: place, limit: limit) }
  }

  package func messages(
    in session: SessionID, after order: Int64, limit: Int
  ) async throws -> [StoredMessage] {
    try await link.call(.list) {
      try await store.readFromReplica(about: session) {
        tampered(try await $0.messages(in: session, after: order, limit: limit))
      }
    }
  }

  package func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
    try await look { try await $0.message(id, in: session) }
  }

  package func deleteSession(
    _ id: SessionID, of principal: Principal, now: Timestamp
  ) async throws -> Tombstone? {
    try await write(.deleteSession, about: id) {
      try await $0.deleteSession(id, of: principal, now: now)
    } events: {
      $0 == nil ? [] : [.sessionDeleted(id)]
    }
  }

  package func forward<Value: Sendable>(
    _ call: ForwardedCall, _ body: @escaping @Sendable (any ConversationStore) async throws -> Value
  ) async throws -> Value {
    if call == .look { return try await look { try await body($0) } }
    return try await write(StoreCall(call), about: nil) { try await body($0) }
  }

  // MARK: Drafts

  package func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try await look { try await $0.draft(of: principal, for: session) }
  }

  package func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
    try await write(.saveDraft, about: session) {
      try await $0.saveDraft(draft, of: principal, for: session)
    }
  }

  package func deleteDraft(of principal: Principal, for session: SessionID) async throws {
    try await write(.deleteDraft, about: session) {
      try await $0.deleteDraft(of: principal, for: session)
    }
  }

  // MARK: What is left to do

  package func openClaims(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int
  ) async throws -> [Claim] {
    try await look { try await $0.openClaims(createdBefore: time, after: claim, limit: limit) }
  }

  package func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord] {
    try await look { try await $0.pointedSessions(changedBefore: time, after: id, limit: limit) }
  }

  package func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    try await write(.trim, about: nil) {
      try await $0.removeEmptySessions(createdBefore: time, limit: limit)
    } events: {
      $0.map { .sessionDeleted($0) }
    }
  }

  package func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await write(.trim, about: nil) { try await $0.removeDrafts(changedBefore: time, limit: limit) }
  }

  package func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await write(.trim, about: nil) { try await $0.removeKeys(notedBefore: time, limit: limit) }
  }

  // MARK: Health

  package func checkHealth() async throws {
    try await link.call(.checkHealth) { try await store.read { try await $0.checkHealth() } }
  }
}
