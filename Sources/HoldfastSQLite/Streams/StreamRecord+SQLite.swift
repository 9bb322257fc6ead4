import GRDB
import HoldfastModel
import HoldfastStores

extension StreamRecord {
  /// What every statement that reads records begins with.
  static let columns = """
    SELECT s.stream, s.principal, s.session, s.message, s.trigger, s.target, s.reply, s.place, s.segment, s.agent,
      s.dialect, s.route_form, s.created_at, s.run, s.owner, s.epoch, t.lease_until, t.length, t.seal, s.requested_end,
      s.outcome, s.state, s.ended_at, s.persistence, s.reservation
    FROM streams s JOIN tails t ON t.number = s.number
    """

  private static let one = columns + " WHERE s.stream = ?"

  /// Reads what a statement selects that begins with ``columns``.
  init(_ columns: inout ColumnReader) throws {
    self.init(
      header: try StreamHeader(&columns), run: try columns.id(), owner: try columns.optionalID(),
      epoch: try columns.int(), leaseUntil: try columns.time(), length: try columns.int(),
      lastSeal: try columns.seal(), requestedEnd: try columns.optionalWord(),
      outcome: try columns.optionalOutcome(), state: try columns.optionalWord(),
      endedAt: try columns.optionalInteger().map(Timestamp.init(milliseconds:)),
      persistence: try columns.word())
    header.reservation = try columns.optionalID()
  }

  /// A stream by its name.
  static func find(_ stream: StreamID, in db: Database) throws -> StreamRecord? {
    try db.first(one, [stream.stored]) { try StreamRecord(&$0) }
  }

  /// A stream that must be there.
  static func get(_ stream: StreamID, in db: Database) throws -> StreamRecord {
    guard let record = try find(stream, in: db) else { throw StoreError.noStream(stream) }
    return record
  }
}

extension StreamHeader {
  fileprivate init(_ columns: inout ColumnReader) throws {
    let stream: StreamID = try columns.id()
    let principal = try columns.principal()
    let claim = ClaimKey(
      session: try columns.id(), message: try columns.id(), trigger: try columns.word(),
      target: try columns.text())
    self.init(
      stream: stream, principal: principal, claim: claim, reply: try columns.id(),
      order: try columns.integer(), segment: try columns.int(), agent: try columns.text(),
      dialect: try columns.word(),
      routeForm: try columns.word(), createdAt: try columns.time())
  }
}

extension ColumnReader {
  fileprivate mutating func seal() throws -> Seal {
    guard let seal = Seal(bytes: try bytes()) else { throw damage("is no seal") }
    return seal
  }

  /// An outcome that may be missing.
  mutating func optionalOutcome() throws -> StreamOutcome? {
    guard let json = try optionalJSON() else { return nil }
    guard let outcome = StreamOutcome(json: json) else { throw damage("is no outcome") }
    return outcome
  }
}

extension StoreError {
  /// There is no stream of that name.
  static func noStream(_ stream: StreamID) -> StoreError {
    StoreError(.notFound, "there is no stream \(stream)")
  }
}
