import HoldfastModel

/// One session of a ``MemoryConversationStore``, with its messages and claims.
struct MemorySession: Sendable {
  private(set) var record: SessionRecord
  /// By order.
  private(set) var messages: [StoredMessage] = []
  /// By order, so the newest is the last.
  private(set) var claims: [Claim] = []
  /// The content of each user message, for telling a repeat from a conflict.
  private var fingerprints: [MessageID: [UInt8]] = [:]

  /// Makes the session that a first request asks for; the request is still to be claimed.
  init(startedBy request: ClaimRequest) {
    record = SessionRecord(
      id: request.key.session, principal: request.principal, title: SessionRecord.title(of: request.message),
      activeStream: nil, createdAt: request.now, updatedAt: request.now)
  }

  // MARK: Reading

  func claim(for key: ClaimKey) -> Claim? { claims.last { $0.key == key } }

  func message(_ id: MessageID) -> StoredMessage? { messages.first { $0.message.id == id } }

  func messages(after order: Int64, limit: Int) -> [StoredMessage] {
    Array(messages.lazy.filter { $0.order > order }.prefix(max(0, limit)))
  }

  // MARK: Claiming

  mutating func claim(_ request: ClaimRequest) -> ClaimOutcome {
    if let claim = claim(for: request.key) {
      guard claim.fingerprint == request.fingerprint else { return .messageConflict }
      return .existing(claim, isLastTurn: messages.allSatisfy { $0.order <= claim.order })
    }
    guard !isTaken(request) else { return .messageConflict }
    let order = (claims.last?.order ?? 0) + 2
    if message(request.message.id) == nil {
      insert(StoredMessage(message: request.message, order: order - 1, createdAt: request.now))
      fingerprints[request.message.id] = request.fingerprint
    }
    let claim = Claim(
      key: request.key, state: .claimed, principal: request.principal, stream: request.stream,
      run: request.run, reply: request.reply, order: order, supersedes: supersededStream,
      fingerprint: request.fingerprint, agent: request.agent, dialect: request.dialect,
      routeForm: request.routeForm, createdAt: request.now)
    claims.append(claim)
    record.activeStream = request.stream
    record.updatedAt = request.now
    return .claimed(claim)
  }

  /// Whether the id of the request's message stands for other content, or for a reply.
  private func isTaken(_ request: ClaimRequest) -> Bool {
    let id = request.message.id
    if claims.contains(where: { $0.reply == id }) { return true }
    return message(id) != nil && fingerprints[id] != request.fingerprint
  }

  /// The stream whose end a new claim calls for.
  private var supersededStream: StreamID? {
    claims.last { $0.stream == record.activeStream && $0.state == .claimed }?.stream
  }

  mutating func move(_ key: ClaimKey, from run: RunID, to move: ClaimMove) -> Bool {
    guard let index = claims.lastIndex(where: { $0.key == key }) else { return false }
    guard claims[index].state == .claimed, claims[index].run == run else {
      return claims[index].hasMade(move, from: run)
    }
    switch move {
    case .run(let successor): claims[index].run = successor
    case .ended: leave(index, .ended)
    case .unlogged: leave(index, .unlogged)
    }
    return true
  }

  /// Takes a claim to a state in which a resume finds no stream.
  private mutating func leave(_ index: Int, _ state: Claim.State) {
    claims[index].state = state
    clearPointer(ifNaming: claims[index].stream)
  }

  // MARK: Saving

  mutating func settle(_ settlement: Settlement) -> SettleOutcome {
    guard let index = claims.lastIndex(where: { $0.key == settlement.key }) else { return .sessionGone }
    guard claims[index].stream == settlement.stream else { return .notOurs }
    switch claims[index].state {
    case .ended: return .notOurs
    case .settled: return .alreadySettled
    case .claimed, .unlogged: break
    }
    if let message = settlement.message { insert(message) }
    claims[index].state = .settled
    record.updatedAt = settlement.now
    return .settled
  }

  mutating func clearPointer(ifNaming stream: StreamID) {
    if record.activeStream == stream { record.activeStream = nil }
  }

  /// Puts a message at its place, also when later ones are there already; one of the same id is replaced.
  private mutating func insert(_ message: StoredMessage) {
    messages.removeAll { $0.message.id == message.message.id }
    let later = messages.lastIndex { $0.order < message.order }
    messages.insert(message, at: later.map { $0 + 1 } ?? 0)
  }
}

extension Claim {
  /// Whether a move from a run has happened before.
  fileprivate func hasMade(_ move: ClaimMove, from run: RunID) -> Bool {
    switch move {
    case .run(let successor): state == .claimed && self.run == successor
    case .ended: state == .ended && self.run == run
    case .unlogged: state == .unlogged && self.run == run
    }
  }
}
