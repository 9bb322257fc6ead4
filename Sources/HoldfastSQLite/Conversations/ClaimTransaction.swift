import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

/// What one transaction does to claim a reply.
struct ClaimTransaction {
  let db: Database
  let request: ClaimRequest

  private var key: ClaimKey { request.key }

  private static let hasLaterMessages = "SELECT 1 FROM messages WHERE session = ? AND place > ? LIMIT 1"
  private static let lastPlace = "SELECT place FROM claims WHERE session = ? ORDER BY place DESC LIMIT 1"

  private static let isReply = """
    SELECT 1 FROM claims INDEXED BY claims_by_reply WHERE session = ? AND reply = ? LIMIT 1
    """

  private static let fingerprint = """
    SELECT fingerprint FROM claims INDEXED BY claims_by_key WHERE session = ? AND message = ? LIMIT 1
    """

  private static let isClaimed = """
    SELECT 1 FROM claims INDEXED BY claims_by_stream
    WHERE session = ? AND stream = ? AND state = 'claimed' LIMIT 1
    """

  /// Claims, or finds out why not; nothing is written then.
  func run() throws -> ClaimOutcome {
    let session = try SessionRecord.find(key.session, in: db)
    if let session, session.principal != request.principal { return .sessionForbidden }
    if let claim = try Claim.find(key, in: db) {
      guard claim.fingerprint == request.fingerprint else { return .messageConflict }
      let isLastTurn = try !db.exists(Self.hasLaterMessages, [key.session.stored, claim.order])
      return .existing(claim, isLastTurn: isLastTurn)
    }
    let isStored = try StoredMessage.exists(key.message, in: key.session, in: db)
    guard try isFree(isStored: isStored) else { return .messageConflict }
    return .claimed(try write(in: session, isStored: isStored))
  }

  /// Whether the id of the message stands neither for other content nor for a reply.
  private func isFree(isStored: Bool) throws -> Bool {
    if try db.exists(Self.isReply, [key.session.stored, key.message.stored]) { return false }
    guard isStored else { return true }
    let fingerprint = try db.first(Self.fingerprint, [key.session.stored, key.message.stored]) {
      try $0.bytes()
    }
    return fingerprint == request.fingerprint
  }

  private func write(in session: SessionRecord?, isStored: Bool) throws -> Claim {
    let lastPlace = try db.first(Self.lastPlace, [key.session.stored]) { try $0.integer() }
    let order = (lastPlace ?? 0) + 2
    let claim = Claim(
      key: key, state: .claimed, principal: request.principal, stream: request.stream, run: request.run,
      reply: request.reply, order: order, supersedes: try supersededStream(of: session),
      fingerprint: request.fingerprint, agent: request.agent, dialect: request.dialect,
      routeForm: request.routeForm, createdAt: request.now)
    if !isStored {
      let message = StoredMessage(message: request.message, order: order - 1, createdAt: request.now)
      try message.save(in: key.session, in: db)
    }
    try claim.insert(in: db)
    let record = SessionRecord(
      id: key.session, principal: request.principal,
      title: session?.title ?? SessionRecord.title(of: request.message), activeStream: request.stream,
      createdAt: session?.createdAt ?? request.now, updatedAt: request.now)
    try record.save(in: db)
    return claim
  }

  /// The stream whose end the new claim calls for.
  private func supersededStream(of session: SessionRecord?) throws -> StreamID? {
    guard let stream = session?.activeStream else { return nil }
    return try db.exists(Self.isClaimed, [key.session.stored, stream.stored]) ? stream : nil
  }
}
