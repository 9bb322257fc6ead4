#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension Claim {
    private static let columns = """
      SELECT session, message, cause, target, state, principal, stream, run, reply, place, segment, number, cut_by,
        supersedes, fingerprint, agent, dialect, route_form, created_at, node, deadline, reservation
      FROM holdfast_claims
      """

    private static let newest = " ORDER BY number DESC LIMIT 1"

    private static let ofKey =
      columns + """
         WHERE session = ? AND live = 1 AND message = ? AND cause = ? AND target_digest = UNHEX(SHA2(?, 256))
        """

    static let ofStream = columns + " WHERE session = ? AND stream = ?"

    static let submitting =
      columns + " WHERE session = ? AND message = ? AND cause = 'submit' AND NOT (cut_by <=> stream)" + newest

    static let ofReply = columns + " WHERE session = ? AND reply = ?" + newest

    private static let ofReservation = columns + " WHERE session = ? AND reservation = ?" + newest

    private static let streams = """
      SELECT stream, reservation FROM holdfast_claims WHERE session = ? ORDER BY number
      """

    static let liveOfReply = columns + " WHERE session = ? AND reply = ? AND live = 1" + newest

    /// The claim of a reply's first segment: continuations have later ones.
    static let atPlace = columns + " WHERE session = ? AND live = 1 AND place = ? AND segment = 0"

    private static let last = columns + " WHERE session = ? AND live = 1" + newest

    static let unlogged = columns + " WHERE session = ? AND state = 'unlogged' AND live = 1" + newest

    private static let unsettled =
      columns + " WHERE session = ? AND state = 'claimed' AND live = 1 ORDER BY place, segment"

    /// One statement, so that both halves see the same claims.
    private static let about =
      "(" + columns + " WHERE session = ? AND message = ?" + newest + ") UNION ALL ("
      + columns + " WHERE session = ? AND reply = ?" + newest + ")"

    private static let open =
      columns + """
         WHERE is_open = 1 AND created_at < ? AND created_at >= ? AND (created_at > ? OR stream > ?)
        ORDER BY created_at, stream LIMIT ?
        """

    static let highestSegment = """
      SELECT COALESCE(MAX(segment), -1) FROM holdfast_claims WHERE session = ? AND reply = ?
      """

    private static let insertion = """
      INSERT INTO holdfast_claims (
        session, message, cause, target, target_digest, state, principal, stream, run, reply, place, segment, number,
        cut_by, supersedes, fingerprint, agent, dialect, route_form, created_at, node, deadline, reservation)
      VALUES (?, ?, ?, ?, UNHEX(SHA2(?, 256)), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """

    private static let change = """
      UPDATE holdfast_claims SET state = ?, run = ?, node = ?, deadline = ? WHERE session = ? AND number = ?
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
    static func find(_ key: ClaimKey, in db: MySQLConnection) throws -> Claim? {
      try db.first(ofKey, [.id(key.session), .id(key.message), .word(key.trigger), .text(key.target)]) {
        try Claim(&$0)
      }
    }

    /// The claim that names a stream.
    static func find(of stream: StreamID, in session: SessionID, in db: MySQLConnection) throws -> Claim? {
      try db.first(ofStream, [.id(session), .id(stream)]) { try Claim(&$0) }
    }

    /// The newest claim that names a reservation, cut or not.
    static func find(
      reserving reservation: ReservationID, in session: SessionID, in db: MySQLConnection
    ) throws -> Claim? {
      try db.first(ofReservation, [.id(session), .id(reservation)]) { try Claim(&$0) }
    }

    /// The streams of all claims of a session, cut or not, in the order of the claims.
    static func streams(in session: SessionID, in db: MySQLConnection) throws -> [Tombstone.Stream] {
      try db.all(streams, [.id(session)]) { columns in
        Tombstone.Stream(stream: try columns.id(), reservation: try columns.optionalID())
      }
    }

    /// The newest claim about a message, which it answers or makes, cut or not.
    static func find(
      about message: MessageID, in session: SessionID, in db: MySQLConnection
    ) throws -> Claim? {
      let claims = try db.all(about, [.id(session), .id(message), .id(session), .id(message)]) {
        try Claim(&$0)
      }
      return claims.max { $0.number < $1.number }
    }

    /// The newest live claim.
    static func last(in session: SessionID, in db: MySQLConnection) throws -> Claim? {
      try db.first(last, [.id(session)]) { try Claim(&$0) }
    }

    /// The live claims of a session that are `claimed`, by place and segment.
    static func unsettled(in session: SessionID, in db: MySQLConnection) throws -> [Claim] {
      try db.all(unsettled, [.id(session)]) { try Claim(&$0) }
    }

    /// Claims whose reply is not saved, made before a time, after one of them.
    static func open(
      createdBefore time: Timestamp, after claim: Claim?, limit: Int, in db: MySQLConnection
    ) throws -> [Claim] {
      let after = StatementValue.integer(claim?.createdAt.milliseconds ?? .min)
      let stream = StatementValue.text(claim?.stream.rawValue ?? "")
      return try db.all(open, [.time(time), after, after, stream, .limit(limit)]) { try Claim(&$0) }
    }

    /// Writes a new claim.
    func insert(in db: MySQLConnection) throws {
      try db.run(
        Self.insertion,
        [
          .id(key.session), .id(key.message), .word(key.trigger), .text(key.target), .text(key.target),
          .word(state), .principal(principal), .id(stream), .id(run), .id(reply), .integer(order),
          .number(segment), .integer(number), .id(cutBy), .id(supersedes), .bytes(fingerprint), .text(agent),
          .word(dialect), .word(routeForm), .time(createdAt), .id(node), deadline.map { .time($0) } ?? .null,
          .id(reservation),
        ])
    }

    /// Writes what of a claim can change by itself.
    func update(in db: MySQLConnection) throws {
      try db.run(
        Self.change,
        [
          .word(state), .id(run), .id(node), deadline.map { .time($0) } ?? .null, .id(key.session),
          .integer(number),
        ])
    }
  }
#endif
