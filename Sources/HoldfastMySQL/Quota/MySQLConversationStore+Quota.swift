#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  // Each write is one transaction that first locks the principal's account, and touches nothing of any
  // session.
  extension MySQLConversationStore {
    /// Sets quota aside, once per name.
    public func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
      try await transact { lost, last in
        // What the repeat found is what was granted, when it is that to the last value.
        if case .granted(let made, _) = lost, case .existing(made, _) = last { lost } else { last }
      } _: { db in
        var quota = try MySQLQuota.making(request.principal, in: db)
        return try quota.reserve(request)
      }
    }

    /// Lets an outstanding reservation last longer; never shorter.
    public func extend(
      _ reservation: ReservationID, of principal: Principal, until time: Timestamp
    ) async throws -> Bool {
      try await transact { db in
        guard var quota = try MySQLQuota.locking(principal, in: db) else { return false }
        return try quota.extend(reservation, until: time)
      }
    }

    /// Ends a reservation, once: the first end counts.
    public func end(
      _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
    ) async throws -> QuotaReservation? {
      try await transact { db in
        guard var quota = try MySQLQuota.locking(principal, in: db) else { return nil }
        return try quota.end(reservation, as: end, now: now)
      }
    }

    /// Removes reservations that ended before a time and whose windows have all ended before it.
    ///
    /// Each in a transaction of its own, for they are of different principals; when one fails after others
    /// were removed, those are the answer, and the next call goes on.
    public func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int {
      let found = try await read { db in try QuotaReservation.over(before: time, limit: limit, in: db) }
      return try await removing(found) { principal, id in
        try await self.transact { lost, last in
          lost || last
        } _: { db in
          guard var quota = try MySQLQuota.locking(principal, in: db) else { return false }
          return try quota.remove(id, endedBefore: time)
        }
      }.count
    }
  }
#endif
