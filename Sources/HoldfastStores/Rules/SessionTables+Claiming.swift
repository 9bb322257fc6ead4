import HoldfastModel

extension SessionTables {
  /// Claims a reply by the rules of ``ConversationStore/claim(_:)``; all reading comes before all writing.
  package mutating func claim(_ request: ClaimRequest) throws(Failure) -> ClaimOutcome {
    if let tombstone = try self.tombstone {
      return tombstone.principal == request.principal ? .sessionDeleted : .sessionForbidden
    }
    let head = try self.head
    if let head, head.record.principal != request.principal { return .sessionForbidden }
    var request = request
    var isUndone = false
    if let key = request.idempotencyKey, let note = try note(of: key.name),
      request.now - IdempotencyKey.retention < note.notedAt
    {
      guard note.key.fingerprint == key.fingerprint else { return .keyReused }
      if let claim = try claim(of: note.stream) {
        // A claim that has undone itself is nothing to start anew from: what it had replaced is there again.
        isUndone = claim.isUndone && request.replaces == claim.stream
        if !isUndone { return try settleOn(.found(claim), for: request, in: head, notes: false) }
      }
    }
    let plan = try plan(for: request, in: head)
    if isUndone, case .found(let claim) = plan { request.replaces = claim.stream }
    return try settleOn(plan, for: request, in: head, notes: true)
  }

  /// What the turn of a request comes to.
  private func plan(for request: ClaimRequest, in head: SessionHead?) throws(Failure) -> ClaimPlan {
    switch request.turn {
    case .submit(let message): try submission(of: message, isEdit: false, for: request, in: head)
    case .edit(let message): try submission(of: message, isEdit: true, for: request, in: head)
    case .regenerate(let target, let after): try regeneration(of: target, after: after, for: request)
    case .continuation(let reply, let answers): try continuation(of: reply, answers, for: request)
    }
  }

  /// Carries out what a request comes to.
  ///
  /// - Parameter notes: Whether the request's idempotency key is noted with a claim that was found.
  private mutating func settleOn(
    _ plan: ClaimPlan, for request: ClaimRequest, in head: SessionHead?, notes: Bool
  ) throws(Failure) -> ClaimOutcome {
    switch plan {
    case .refused(let outcome): return outcome
    case .new(let new): return try make(new, for: request, in: head)
    case .found(let claim):
      let isLastTurn = try isLastTurn(claim)
      if let retry = retry(of: claim, for: request, isLastTurn: isLastTurn) {
        return try make(retry, for: request, in: head)
      }
      if notes { try noteKey(of: request, for: claim.stream) }
      return .existing(claim, isLastTurn: isLastTurn)
    }
  }

  /// Whether no live message stands after a claim's reply; a claim that another has cut is no turn at all.
  private func isLastTurn(_ claim: Claim) throws(Failure) -> Bool {
    guard claim.cutBy == nil || claim.isUndone else { return false }
    return try !hasMessages(after: claim.order)
  }

  /// Notes the idempotency key of a request, if it has one.
  private mutating func noteKey(of request: ClaimRequest, for stream: StreamID) throws(Failure) {
    guard let key = request.idempotencyKey else { return }
    try save(KeyNote(key: key, stream: stream, notedAt: request.now))
  }

  /// Makes a claim, unless it yields to a stream that is active.
  private mutating func make(
    _ new: NewClaim, for request: ClaimRequest, in head: SessionHead?
  ) throws(Failure) -> ClaimOutcome {
    let active = try activeClaim(in: head, besides: new.replaced)
    if case .yield(let exception) = request.onActive {
      if let active, active.stream != exception { return .active(active) }
      if let unlogged = try unloggedClaim(at: request.now, besides: new.replaced),
        unlogged.stream != exception
      {
        return .active(unlogged)
      }
    }
    var head = head ?? SessionHead(startedBy: request)
    let claim = Claim(new, for: request, number: head.lastNumber + 1, supersedes: active?.stream)
    try write(new, as: claim)
    try noteKey(of: request, for: claim.stream)
    head.lastPlace = max(head.lastPlace, claim.order)
    head.lastNumber = claim.number
    head.record.activeStream = claim.stream
    head.record.updatedAt = request.now
    try save(head)
    return .claimed(claim)
  }

  private mutating func write(_ new: NewClaim, as claim: Claim) throws(Failure) {
    // First the cuts: what takes a place, an id or a key must find it free.
    if let cut = new.cut { try self.cut(from: cut.place, segment: cut.segment, by: claim.stream) }
    if let message = new.message {
      let stored = StoredMessage(message: message, order: claim.order - 1, createdAt: claim.createdAt)
      try insert(MessageSegment(message: stored, storedBy: claim.stream))
    }
    for segment in new.changes { try replaceParts(of: segment) }
    try insert(claim)
    if let replaced = new.replaced { try moveKeys(from: replaced, to: claim.stream) }
  }

  /// The claim whose stream the pointer names, while it is `claimed`.
  private func activeClaim(in head: SessionHead?, besides replaced: StreamID?) throws(Failure) -> Claim? {
    guard let stream = head?.record.activeStream, stream != replaced, let claim = try claim(of: stream),
      claim.state == .claimed
    else { return nil }
    return claim
  }

  /// The newest claim whose reply goes on without a stream.
  private func unloggedClaim(
    at now: Timestamp, besides replaced: StreamID?
  ) throws(Failure) -> Claim? {
    guard let claim = try unloggedClaim(), claim.stream != replaced else { return nil }
    if let deadline = claim.deadline, deadline <= now { return nil }
    return claim
  }
}

extension SessionHead {
  /// The session that a first request makes.
  fileprivate init(startedBy request: ClaimRequest) {
    let title =
      switch request.turn {
      case .submit(let message), .edit(let message): SessionRecord.title(of: message)
      case .regenerate, .continuation: ""
      }
    self.init(
      record: SessionRecord(
        id: request.session, principal: request.principal, title: title, activeStream: nil,
        createdAt: request.now, updatedAt: request.now))
  }
}

extension Claim {
  fileprivate init(_ new: NewClaim, for request: ClaimRequest, number: Int64, supersedes: StreamID?) {
    self.init(
      key: new.key, state: .claimed, principal: request.principal, stream: request.stream,
      run: request.run, reply: new.reply, order: new.place, segment: new.segment, number: number,
      supersedes: supersedes, fingerprint: new.fingerprint, agent: request.agent, dialect: request.dialect,
      routeForm: request.routeForm, createdAt: request.now, reservation: request.reservation)
  }
}
