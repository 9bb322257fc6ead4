import GRDB
import HoldfastModel
import HoldfastStores

/// One session as one transaction sees it: what the rules of `ConversationStore` read and write.
struct SQLiteSession {
  let db: Database
  let id: SessionID
}

extension SQLiteSession: SessionTables {
  typealias Failure = any Error

  var head: SessionHead? {
    get throws { try SessionHead.find(id, in: db) }
  }

  var tombstone: Tombstone? {
    get throws { try Tombstone.find(id, in: db) }
  }

  func save(_ head: SessionHead) throws { try head.save(in: db) }

  // MARK: Claims

  func claim(of stream: StreamID) throws -> Claim? { try claim(Claim.ofStream, stream.stored) }

  func newestClaim(submitting message: MessageID) throws -> Claim? {
    try claim(Claim.submitting, message.stored)
  }

  func newestClaim(making reply: MessageID) throws -> Claim? { try claim(Claim.ofReply, reply.stored) }

  func liveClaim(making reply: MessageID) throws -> Claim? { try claim(Claim.liveOfReply, reply.stored) }

  func liveClaim(at place: Int64) throws -> Claim? { try claim(Claim.atPlace, place) }

  func lastClaim() throws -> Claim? { try db.first(Claim.last, [id.stored]) { try Claim(&$0) } }

  func unloggedClaim() throws -> Claim? { try db.first(Claim.unlogged, [id.stored]) { try Claim(&$0) } }

  func highestSegment(of reply: MessageID) throws -> Int {
    try db.first(Claim.highestSegment, [id.stored, reply.stored]) { try $0.int() } ?? -1
  }

  func insert(_ claim: Claim) throws { try claim.insert(in: db) }

  func update(_ claim: Claim) throws { try claim.update(in: db) }

  private func claim(_ sql: String, _ value: any StatementBinding) throws -> Claim? {
    try db.first(sql, [id.stored, value]) { try Claim(&$0) }
  }
}
