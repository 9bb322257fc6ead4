import HoldfastModel
import HoldfastStores
import Logging

/// Puts right what crashes between two stores left behind: claims, pointers, sessions, and what is older than it is kept.
///
/// Harmless when run twice, on any number of nodes.
struct Repairs: Sendable {
  let context: Run.Context
  /// The store whose claims, pointers and sessions are looked through.
  let conversations: any ConversationStore

  /// How many records one look takes.
  private static let batch = 256

  private var configuration: EngineConfiguration { context.configuration }

  /// One pass.
  ///
  /// - Throws: ``StoreError`` when a store does not answer; what was done stays done.
  func run() async throws {
    let now = context.environment.now()
    try await repairClaims(madeBefore: now - configuration.claimDeadline)
    try await repairPointers(changedBefore: now - configuration.claimDeadline)
    for session in try await conversations.removeEmptySessions(
      createdBefore: now - configuration.claimDeadline, limit: Self.batch)
    {
      note(.session, "removed a session without a message", ["session.id": "\(session)"])
    }
    try await removeOld(now: now)
  }

  // MARK: Claims

  private func repairClaims(madeBefore time: Timestamp) async throws {
    var last: Claim?
    while true {
      let claims = try await conversations.openClaims(
        createdBefore: time, after: last, limit: Self.batch)
      let records = try await context.log.records(of: claims.map(\.stream))
      let byStream = Dictionary(records.map { ($0.stream, $0) }) { first, _ in first }
      for claim in claims { try await repair(claim, stream: byStream[claim.stream]) }
      guard claims.count == Self.batch else { return }
      last = claims.last
    }
  }

  private func repair(_ claim: Claim, stream: StreamRecord?) async throws {
    switch claim.state {
    case .unlogged:
      guard let deadline = claim.deadline, deadline < context.environment.now() else { return }
      try await abandon(claim, "gave up a reply that went on without a stream")
    case .claimed:
      guard let stream else { return try await abandon(claim, "gave up a claim without a stream") }
      guard stream.state == nil, stream.requestedEnd == nil else { return }
      let session = try await conversations.session(claim.key.session)
      guard session?.activeStream != claim.stream || claim.cutBy != nil else { return }
      _ = try await context.log.requestEnd(claim.stream, .supersede)
      note(.pointer, "asked a stream to end that no pointer names", ["stream.id": "\(claim.stream)"])
    case .settled, .ended, .abandoned: return
    }
  }

  private func abandon(_ claim: Claim, _ what: Logger.Message) async throws {
    let isMoved = try await conversations.move(
      claim.stream, in: claim.key.session, from: claim.run, to: .abandoned)
    if isMoved { note(.claim, what, ["stream.id": "\(claim.stream)", "session.id": "\(claim.key.session)"]) }
  }

  // MARK: Pointers

  private func repairPointers(changedBefore time: Timestamp) async throws {
    var last: SessionID?
    while true {
      let sessions = try await conversations.pointedSessions(
        changedBefore: time, after: last, limit: Self.batch)
      let records = try await context.log.records(of: sessions.compactMap(\.activeStream))
      let byStream = Dictionary(records.map { ($0.stream, $0) }) { first, _ in first }
      for session in sessions {
        guard let stream = session.activeStream else { continue }
        try await repairPointer(of: session.id, to: stream, record: byStream[stream])
      }
      guard sessions.count == Self.batch else { return }
      last = sessions.last?.id
    }
  }

  private func repairPointer(of session: SessionID, to stream: StreamID, record: StreamRecord?) async throws {
    if let record {
      guard record.state != nil, record.persistence != .pending else { return }
    } else {
      let claim = try await conversations.claim(of: stream, in: session)
      // A claim without a stream is given up first.
      if claim?.state == .claimed { return }
    }
    try await conversations.clearPointer(of: session, ifNaming: stream)
    note(.pointer, "cleared a pointer", ["session.id": "\(session)", "stream.id": "\(stream)"])
  }

  // MARK: What is old

  private func removeOld(now: Timestamp) async throws {
    let drafts = try await conversations.removeDrafts(
      changedBefore: now - configuration.draftRetention, limit: Self.batch)
    if drafts > 0 { note(.draft, count: drafts, "removed old drafts", ["count": "\(drafts)"]) }
    let keys = try await conversations.removeKeys(
      notedBefore: now - IdempotencyKey.retention, limit: Self.batch)
    if keys > 0 { note(.key, count: keys, "removed old idempotency keys", ["count": "\(keys)"]) }
  }

  private func note(
    _ repair: EngineEvent.Repair, count: Int = 1, _ what: Logger.Message, _ metadata: Logger.Metadata
  ) {
    for _ in 0..<count { context.environment.observer.observe(.repaired(repair)) }
    context.logger.notice(what, metadata: metadata)
  }
}
