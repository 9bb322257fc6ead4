#if MySQL
  import HoldfastModel
  import HoldfastStores

  /// One session as one transaction sees it: what the rules of `ConversationStore` read and write.
  struct MySQLSession {
    let db: MySQLConnection
    let id: SessionID
    /// The session as it is now; no other transaction can change it.
    private(set) var head: SessionHead?

    /// Waits until no other transaction has the session, and keeps others waiting until this one ends.
    static func locking(_ id: SessionID, in db: MySQLConnection) throws -> MySQLSession {
      MySQLSession(db: db, id: id, head: try SessionHead.lock(id, in: db))
    }
  }

  extension MySQLSession: SessionTables {
    typealias Failure = any Error

    mutating func save(_ head: SessionHead) throws {
      if self.head == nil { try begin(head) } else { try head.update(in: db) }
      self.head = head
    }

    /// Writes a session where there was none.
    ///
    /// Nobody holds the lock of a row that is not there: another session of this name may have come and gone
    /// since it was looked for. From here on the row is locked, so a tombstone that does not stand now cannot
    /// come before the commit.
    private func begin(_ head: SessionHead) throws {
      try head.insert(in: db)
      if try Tombstone.stands(for: id, in: db) { throw MySQLFailure.overtaken }
    }

    // MARK: Claims

    func claim(of stream: StreamID) throws -> Claim? { try claim(Claim.ofStream, .id(stream)) }

    func newestClaim(submitting message: MessageID) throws -> Claim? {
      try claim(Claim.submitting, .id(message))
    }

    func newestClaim(making reply: MessageID) throws -> Claim? { try claim(Claim.ofReply, .id(reply)) }

    func liveClaim(making reply: MessageID) throws -> Claim? { try claim(Claim.liveOfReply, .id(reply)) }

    func liveClaim(at place: Int64) throws -> Claim? { try claim(Claim.atPlace, .integer(place)) }

    func lastClaim() throws -> Claim? { try Claim.last(in: id, in: db) }

    func unloggedClaim() throws -> Claim? { try db.first(Claim.unlogged, [.id(id)]) { try Claim(&$0) } }

    func highestSegment(of reply: MessageID) throws -> Int {
      try db.first(Claim.highestSegment, [.id(id), .id(reply)]) { try $0.int() } ?? -1
    }

    func insert(_ claim: Claim) throws { try claim.insert(in: db) }

    func update(_ claim: Claim) throws { try claim.update(in: db) }

    private func claim(_ sql: String, _ value: StatementValue) throws -> Claim? {
      try db.first(sql, [.id(id), value]) { try Claim(&$0) }
    }
  }
#endif
