#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// How long the quota of a principal is kept after the last write about it: longer than any window of a plan.
    private static let quotaTimeToLive = Duration.seconds(70 * 24 * 60 * 60)

    private func bucket(of principal: Principal) -> ConversationBucket {
      bucket(of: SessionID(rawValue: principal.text))
    }

    // MARK: Writing

    /// Sets quota aside, once per name.
    public func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
      let ids = [request.id] + (request.replaces.map { [$0] } ?? [])
      return try await change(request.principal, reading: ids) { $0.reserve(request) }
    }

    /// Lets an outstanding reservation last longer.
    public func extend(
      _ reservation: ReservationID, of principal: Principal, until time: Timestamp
    ) async throws -> Bool {
      try await change(principal, reading: [reservation]) { $0.extend(reservation, until: time) }
    }

    /// Ends a reservation, once.
    public func end(
      _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
    ) async throws -> QuotaReservation? {
      let late = ReservationID(rawValue: reservation.rawValue + QuotaReservation.lateSuffix)
      return try await change(principal, reading: [reservation, late]) {
        $0.end(reservation, as: end, now: now)
      }
    }

    /// Removes reservations that ended before a time, as have all of their windows.
    public func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int {
      var removed = 0
      for (id, principal) in try await listed(in: .settled, before: time, limit: limit) {
        let isRemoved = try await change(principal, reading: [id]) { quota in
          quota.remove(id, endedBefore: time)
        }
        if isRemoved { removed += 1 }
      }
      return removed
    }

    /// Changes a principal's quota in one step.
    private func change<Value>(
      _ principal: Principal, reading ids: [ReservationID], _ body: (inout RedisQuota) -> Value
    ) async throws -> Value {
      let deadline = ContinuousClock.now + settings.conflictTimeout
      let bucket = bucket(of: principal)
      let keys =
        [bucket.quotaKey(of: principal)] + [IndexKey.outstanding, .settled, .accounts].map(bucket.index)
      return try await quotaTurns.withTurn(at: SessionID(rawValue: principal.text)) {
        while ContinuousClock.now < deadline {
          var quota = try await load(principal, ids)
          let old = quota.version
          let value = body(&quota)
          if quota.changes.isEmpty { return value }
          let version =
            String(UInt64.random(in: 0 ... .max), radix: 36) + String(UInt64.random(in: 0 ... .max), radix: 36)
          var arguments = [
            old, Array(version.utf8), Array(principal.text.utf8),
            [UInt8](decimal: Self.quotaTimeToLive.milliseconds),
            Array(try StoredJSON.text(quota.account.json).utf8),
          ]
          for change in quota.changes { arguments += try self.arguments(for: change, of: principal) }
          // A repeat after a lost reply names the same version, and is told that it is written.
          let reply = try await client.run(QuotaScripts.commit, keys: keys, arguments: arguments)
          if reply.integer == 1 { return value }
          // Another node was faster.
          try await Task.sleep(for: settings.longestConflictPause * Double.random(in: 0...0.2))
        }
        throw StoreError(.unavailable, "Redis: others write to the quota all the time")
      }
    }

    private func arguments(
      for change: (id: ReservationID, reservation: QuotaReservation?), of principal: Principal
    ) throws(StoreError) -> [[UInt8]] {
      let name = QuotaReservation.indexName(change.id, of: principal)
      guard let reservation = change.reservation else {
        return [QuotaReservation.field(change.id), [], name, [], []]
      }
      let isOutstanding = reservation.state == .outstanding
      return [
        QuotaReservation.field(change.id), Array(try StoredJSON.text(reservation.json).utf8), name,
        isOutstanding ? [UInt8](decimal: reservation.expiresAt.milliseconds) : [],
        reservation.overAt.map { [UInt8](decimal: $0.milliseconds) } ?? [],
      ]
    }

    // MARK: Reading

    private func load(_ principal: Principal, _ ids: [ReservationID]) async throws -> RedisQuota {
      let reply = try await client.run(
        QuotaScripts.load, keys: [bucket(of: principal).quotaKey(of: principal)],
        arguments: ids.map(QuotaReservation.field))
      return try RedisQuota(of: principal, ids, reply)
    }

    /// A reservation.
    public func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation? {
      try await load(principal, [id]).reservation(id)
    }

    /// The sums of a principal.
    public func quotaAccount(of principal: Principal) async throws -> QuotaAccount {
      let key = bucket(of: principal).quotaKey(of: principal)
      let reply = try await client.send(
        RedisCommand(
          "HMGET", [key, Array("version".utf8), Array("account".utf8)], key: key, effect: .read))
      return try RedisQuota(of: principal, [], reply).account
    }

    /// Outstanding reservations that expire before a time, by that time and then by name.
    public func outstandingReservations(
      expiringBefore time: Timestamp, limit: Int
    ) async throws -> [QuotaReservation] {
      var found: [QuotaReservation] = []
      for (id, principal) in try await listed(in: .outstanding, before: time, limit: limit) {
        if let reservation = try await reservation(id, of: principal), reservation.state == .outstanding {
          found.append(reservation)
        }
      }
      return found
    }

    /// Principals that have an account, by their text, after one.
    public func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal] {
      let members = try await members(
        of: .accounts, after: principal.map { Array($0.text.utf8) }, limit: limit)
      return members.compactMap { String(validating: $0, as: UTF8.self).flatMap(Principal.init(text:)) }
    }

    /// All reservations of a principal, by name, after one.
    public func reservations(
      of principal: Principal, after id: ReservationID?, limit: Int
    ) async throws -> [QuotaReservation] {
      let key = bucket(of: principal).quotaKey(of: principal)
      let reply = try await client.send(RedisCommand("HGETALL", [key], key: key, effect: .read))
      let words = reply.array ?? []
      var all: [QuotaReservation] = []
      for index in stride(from: 0, to: words.count - 1, by: 2) {
        guard let field = words[index].text, field.hasPrefix("r:") else { continue }
        let name = ReservationID(rawValue: String(field.dropFirst(2)))
        if let id, name <= id { continue }
        all.append(try QuotaReservation(name, of: principal, words[index + 1]))
      }
      return Array(all.sorted { $0.id < $1.id }.prefix(max(0, limit)))
    }

    /// What an index lists before a time, by that time and then by name, of all buckets together.
    private func listed(
      in kind: IndexKey, before time: Timestamp, limit: Int
    ) async throws -> [(id: ReservationID, principal: Principal)] {
      guard limit > 0 else { return [] }
      let oldest = try await oldest(of: kind, before: time, limit: limit)
      return oldest.compactMap { entry in
        let parts = entry.member.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let id = String(validating: parts[0], as: UTF8.self),
          let principal = String(validating: parts[1], as: UTF8.self).flatMap(Principal.init(text:))
        else { return nil }
        return (ReservationID(rawValue: id), principal)
      }
    }
  }
#endif
