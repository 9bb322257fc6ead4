import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension Claim {
  private static let columns = """
    SELECT session, message, trigger, target, state, principal, stream, run, reply, place, segment, number, cut_by,
      supersedes, fingerprint, agent, dialect, route_form, created_at, node, deadline, reservation
    FROM claims
    """

  private static let newest = " ORDER BY number DESC LIMIT 1"

  // The indexes are named where SQLite, left alone, walks through all claims of the session.

  static let ofKey =
    columns + """
       INDEXED BY claims_live_by_key
      WHERE session = ? AND message = ? AND trigger = ? AND target = ? AND cut_by IS NULL
      """

  static let ofStream = columns + " INDEXED BY claims_by_stream WHERE session = ? AND stream = ?"

  static let ofMessage =
    columns + " INDEXED BY claims_by_message WHERE session = ? AND message = ?" + newest

  static let submitting =
    columns + """
       INDEXED BY claims_by_message
      WHERE session = ? AND message = ? AND trigger = 'submit' AND cut_by IS NOT stream
      """ + newest

  static let ofReply = columns + " INDEXED BY claims_by_reply WHERE session = ? AND reply = ?" + newest

  static let liveOfReply =
    columns + """
       INDEXED BY claims_by_reply WHERE session = ? AND reply = ? AND cut_by IS NULL
      """ + newest

  /// The claim of a reply's first segment: continuations have later ones.
  static let atPlace =
    columns + """
       INDEXED BY claims_live_by_place WHERE session = ? AND place = ? AND segment = 0 AND cut_by IS NULL
      """

  static let last = columns + " INDEXED BY claims_live WHERE session = ? AND cut_by IS NULL" + newest

  static let unlogged =
    columns + """
       INDEXED BY claims_unlogged WHERE session = ? AND state = 'unlogged' AND cut_by IS NULL
      """ + newest

  static let open =
    columns + """
       INDEXED BY claims_open
      WHERE state IN ('claimed', 'unlogged') AND created_at < ? AND (created_at, stream) > (?, ?)
      ORDER BY created_at, stream LIMIT ?
      """

  static let unsettled =
    columns + """
       INDEXED BY claims_unsettled
      WHERE session = ? AND state = 'claimed' AND cut_by IS NULL ORDER BY place, segment
      """

  static let highestSegment = """
    SELECT coalesce(max(segment), -1) FROM claims INDEXED BY claims_by_reply WHERE session = ? AND reply = ?
    """

  private static let insertion = """
    INSERT INTO claims (
      session, message, trigger, target, state, principal, stream, run, reply, place, segment, number, cut_by,
      supersedes, fingerprint, agent, dialect, route_form, created_at, node, deadline, reservation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let change = """
    UPDATE claims SET state = ?, run = ?, node = ?, deadline = ? WHERE session = ? AND number = ?
    """

  /// Reads what the statements above select.
  init(_ columns: inout ColumnReader) throws {
    let key = ClaimKey(
      session: try columns.id(), message: try columns.id(), trigger: try columns.word(),
      target: try columns.text())
    self.init(
      key: key, state: try columns.word(), principal: try columns.principal(), stream: try columns.id(),
      run: try columns.id(), reply: try columns.id(), order: try columns.integer(),
      segment: try columns.int(), number: try columns.integer(), cutBy: try columns.optionalID(),
      supersedes: try columns.optionalID(), fingerprint: try columns.bytes(), agent: try columns.text(),
      dialect: try columns.word(), routeForm: try columns.word(), createdAt: try columns.time(),
      node: try columns.optionalID(),
      deadline: try columns.optionalInteger().map(Timestamp.init(milliseconds:)),
      reservation: try columns.optionalID())
  }

  /// The live claim of a key.
  static func find(_ key: ClaimKey, in db: Database) throws -> Claim? {
    try db.first(
      ofKey, [key.session.stored, key.message.stored, key.trigger.rawValue, key.target.stored]
    ) { try Claim(&$0) }
  }

  /// The newest claim about a message, which it answers or makes, cut or not.
  static func find(about message: MessageID, in session: SessionID, in db: Database) throws -> Claim? {
    let answering = try db.first(ofMessage, [session.stored, message.stored]) { try Claim(&$0) }
    let making = try db.first(ofReply, [session.stored, message.stored]) { try Claim(&$0) }
    guard let answering, let making else { return answering ?? making }
    return answering.number > making.number ? answering : making
  }

  /// Claims whose reply is not saved, made before a time, after one of them.
  static func open(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int, in db: Database
  ) throws -> [Claim] {
    let (after, stream) = (claim?.createdAt.stored ?? .min, claim?.stream.stored ?? Data())
    return try db.all(open, [time.stored, after, stream, max(0, limit)]) { try Claim(&$0) }
  }

  /// Writes a new claim.
  func insert(in db: Database) throws {
    try db.run(
      Self.insertion,
      [
        key.session.stored, key.message.stored, key.trigger.rawValue, key.target.stored, state.rawValue,
        principal.stored, stream.stored, run.stored, reply.stored, order, segment, number, cutBy?.stored,
        supersedes?.stored, Data(fingerprint), agent.stored, dialect.rawValue, routeForm.rawValue,
        createdAt.stored, node?.stored, deadline?.stored, reservation?.stored,
      ])
  }

  /// Writes what of a claim can change by itself.
  func update(in db: Database) throws {
    try db.run(
      Self.change,
      [state.rawValue, run.stored, node?.stored, deadline?.stored, key.session.stored, number])
  }
}
