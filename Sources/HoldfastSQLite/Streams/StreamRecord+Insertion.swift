import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension StreamRecord {
  private static let insertion = """
    INSERT INTO streams (
      stream, principal, session, message, trigger, target, reply, place, segment, agent, dialect, route_form,
      created_at, run, owner, epoch, epoch_start, persistence, reservation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
    """

  private static let tail = """
    INSERT INTO tails (number, lease_until, length, seal, writes) VALUES (?, ?, 0, ?, 0)
    """

  /// Writes a new stream, which has no frames yet.
  func insert(in db: Database) throws {
    let claim = header.claim
    try db.run(
      Self.insertion,
      [
        header.stream.stored, header.principal.stored, claim.session.stored, claim.message.stored,
        claim.trigger.rawValue, claim.target.stored, header.reply.stored, header.order, header.segment,
        header.agent.stored, header.dialect.rawValue, header.routeForm.rawValue, header.createdAt.stored,
        run.stored,
        owner?.stored, epoch, persistence.rawValue, header.reservation?.stored,
      ])
    try db.run(Self.tail, [db.lastInsertedRowID, leaseUntil.stored, Data(lastSeal.bytes)])
  }
}
