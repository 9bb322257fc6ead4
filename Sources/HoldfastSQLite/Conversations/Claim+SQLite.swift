import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension Claim {
  private static let columns = """
    SELECT session, message, trigger, target, state, principal, stream, run, reply, place, supersedes, fingerprint,
      agent, dialect, route_form, created_at
    FROM claims
    """

  // The indexes are named where SQLite, left alone, walks through all claims of the session.

  private static let ofKey =
    columns + """
       INDEXED BY claims_by_key WHERE session = ? AND message = ? AND trigger = ? AND target = ?
      """

  static let ofStream =
    columns + """
       INDEXED BY claims_by_stream WHERE session = ? AND stream = ? ORDER BY place DESC LIMIT 1
      """

  static let ofMessage =
    columns + """
       INDEXED BY claims_by_key WHERE session = ? AND message = ? ORDER BY place DESC LIMIT 1
      """

  static let ofReply =
    columns + """
       INDEXED BY claims_by_reply WHERE session = ? AND reply = ? ORDER BY place DESC LIMIT 1
      """

  static let last = columns + " WHERE session = ? ORDER BY place DESC LIMIT 1"

  private static let insertion = """
    INSERT INTO claims (
      session, message, trigger, target, state, principal, stream, run, reply, place, supersedes, fingerprint, agent,
      dialect, route_form, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let change = "UPDATE claims SET state = ?, run = ? WHERE session = ? AND place = ?"

  /// Reads what the statements above select.
  init(_ columns: inout ColumnReader) throws {
    self.init(
      key: ClaimKey(
        session: try columns.id(), message: try columns.id(), trigger: try columns.word(),
        target: try columns.text()),
      state: try columns.word(), principal: try columns.principal(), stream: try columns.id(),
      run: try columns.id(), reply: try columns.id(), order: try columns.integer(),
      supersedes: try columns.optionalID(), fingerprint: try columns.bytes(), agent: try columns.text(),
      dialect: try columns.word(), routeForm: try columns.word(), createdAt: try columns.time())
  }

  /// The claim of a key.
  static func find(_ key: ClaimKey, in db: Database) throws -> Claim? {
    try db.first(
      ofKey, [key.session.stored, key.message.stored, key.trigger.rawValue, key.target.stored]
    ) { try Claim(&$0) }
  }

  /// Writes a new claim.
  func insert(in db: Database) throws {
    try db.run(
      Self.insertion,
      [
        key.session.stored, key.message.stored, key.trigger.rawValue, key.target.stored, state.rawValue,
        principal.stored, stream.stored, run.stored, reply.stored, order, supersedes?.stored,
        Data(fingerprint), agent.stored, dialect.rawValue, routeForm.rawValue, createdAt.stored,
      ])
  }

  /// Changes what of a claim can change.
  func update(_ state: State, run: RunID, in db: Database) throws {
    try db.run(Self.change, [state.rawValue, run.stored, key.session.stored, order])
  }
}
