#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MySQLSession {
    /// What is left of the session when it was deleted; looked for where there is no session only.
    var tombstone: Tombstone? {
      get throws {
        guard head == nil else { return nil }
        return try Tombstone.find(id, in: db)
      }
    }

    /// Deletes the session, if it is the principal's, and leaves a tombstone; finds the one that was left
    /// before.
    func delete(of principal: Principal, now: Timestamp) throws -> Tombstone? {
      guard let record = head?.record else {
        guard let tombstone = try tombstone, tombstone.principal == principal else { return nil }
        return tombstone
      }
      guard record.principal == principal else { return nil }
      let tombstone = Tombstone(
        session: id, principal: principal, streams: try Claim.streams(in: id, in: db), deletedAt: now)
      try tombstone.save(in: db)
      try record.delete(in: db)
      return tombstone
    }
  }
#endif
