#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Quota", .timeLimit(.minutes(1)))
  struct QuotaTests {
    private let ann = Principal.user("ann")

    @Test("Of 200 wishes that come to two nodes at once 50 are granted, and none fails or meets a deadlock")
    func race() async throws {
      // A server of its own: the deadlocks of other tests are no concern of this one.
      let server = try MariaDBProcess()
      try await withStore(on: server) {
        $0.waitTimeout = .seconds(20)
      } _: { first, database in
        var configuration = try database.configuration()
        configuration.waitTimeout = .seconds(20)
        let second = MySQLConversationStore(configuration: configuration)
        let outcomes = try await withThrowingTaskGroup(of: QuotaOutcome.self) { group in
          for number in 1...200 {
            let store = number.isMultiple(of: 2) ? first : second
            group.addTask { try await store.reserve(.sample("\(number)")) }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let granted = outcomes.compactMap(\.granted)
        #expect(granted.count == 50)
        let refused = outcomes.count { if case .exceeded = $0 { true } else { false } }
        #expect(refused == 150)
        let all = try await first.reservations(of: ann, after: nil, limit: 999)
        #expect(Set(all) == Set(granted))
        let account = try await second.quotaAccount(of: ann)
        #expect(account == QuotaAccount(counting: all))
        let deadlocks = try database.execute("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")
        #expect(deadlocks.split(whereSeparator: \.isWhitespace).last == "0")
      }
    }

    @Test("Of 40 ends that come at once the first counts, and all callers get the same")
    func ends() async throws {
      try await withStore { store, _ in
        let request = QuotaRequest.sample("one")
        _ = try await store.reserve(request)
        let ended = try await withThrowingTaskGroup(of: QuotaReservation?.self) { group in
          for number in 1...40 {
            let end =
              number.isMultiple(of: 2)
              ? QuotaEnd.released : .committed(QuotaAmount(messages: 1, tokens: number))
            group.addTask {
              try await store.end(request.id, of: request.principal, as: end, now: request.now)
            }
          }
          return try await group.reduce(into: Set<QuotaReservation?>()) { $0.insert($1) }
        }
        #expect(ended.count == 1)
        let account = try await store.quotaAccount(of: ann)
        #expect(account.addsUp && account.outstanding.isEmpty)
        #expect(account.committed.count + account.released.count == 1)
      }
    }

    @Test("Whoever holds a session keeps nobody from quota")
    func besideSession() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(1)
      } _: { store, database in
        let request = ClaimRequest.sample()
        _ = try await store.claim(request)
        _ = try await store.settle(request.settlement())
        let holder = try SQLSession(on: database)
        try holder.run(
          """
          START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE;
          SELECT 1 FROM holdfast_claims FOR UPDATE; SELECT 1 FROM holdfast_messages FOR UPDATE
          """)
        let wish = QuotaRequest.sample("one")
        let outcome = try await store.reserve(wish)
        #expect(outcome.granted != nil)
        let later = Timestamp(milliseconds: wish.expiresAt.milliseconds + 1)
        let isExtended = try await store.extend(wish.id, of: ann, until: later)
        #expect(isExtended)
        let ended = try await store.end(wish.id, of: ann, as: .released, now: later)
        #expect(ended?.state == .released)
        try holder.run("ROLLBACK")
      }
    }

    @Test("Whoever holds an account keeps nobody from a session, and keeps who wants the account waiting")
    func besideAccount() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(1)
      } _: { store, database in
        let wish = QuotaRequest.sample("one")
        _ = try await store.reserve(wish)
        let holder = try SQLSession(on: database)
        try holder.run(
          """
          SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION;
          SELECT 1 FROM holdfast_quota_accounts FOR UPDATE;
          SELECT 1 FROM holdfast_quota_reservations FOR UPDATE
          """)
        var request = ClaimRequest.sample()
        request.reservation = wish.id
        let claim = try await store.claim(request).claimed
        #expect(claim?.reservation == wish.id)
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
        let tombstone = try await store.deleteSession(request.session, of: ann, now: request.now)
        #expect(tombstone?.streams.map(\.reservation) == [wish.id])
        let others = try await store.reserve(.sample("two", of: .user("bob")))
        #expect(others.granted != nil)
        let error = await storeError { _ = try await store.reserve(.sample("three")) }
        #expect(error?.code == .unavailable)
        try holder.run("ROLLBACK")
        let after = try await store.reserve(.sample("three"))
        #expect(after.granted != nil)
      }
    }

    @Test("A call about a principal without an account makes none")
    func stranger() async throws {
      try await withStore { store, _ in
        let id = ReservationID(rawValue: "one")
        let isExtended = try await store.extend(id, of: ann, until: Timestamp(milliseconds: 1))
        #expect(!isExtended)
        let ended = try await store.end(id, of: ann, as: .released, now: Timestamp(milliseconds: 1))
        #expect(ended == nil)
        let principals = try await store.quotaPrincipals(after: nil, limit: 9)
        #expect(principals.isEmpty)
      }
    }

    @Test("The longest name has room for late use, and a longer one is refused")
    func longName() async throws {
      try await withStore { store, _ in
        let wish = QuotaRequest.sample(String(repeating: "r", count: 255))
        _ = try await store.reserve(wish)
        let later = Timestamp(milliseconds: wish.expiresAt.milliseconds + 1)
        let expired = try await store.end(wish.id, of: ann, as: .expired, now: later)
        #expect(expired?.state == .expired)
        let late = try await store.end(
          wish.id, of: ann, as: .committed(QuotaAmount(messages: 1, tokens: 5)), now: later)
        #expect(late?.isLate == true && late?.state == .committed)
        let all = try await store.reservations(of: ann, after: nil, limit: 9)
        #expect(all == [expired, late])
        let error = await storeError {
          _ = try await store.reserve(.sample(String(repeating: "r", count: 261)))
        }
        #expect(error?.code == .refused)
      }
    }
  }
#endif
