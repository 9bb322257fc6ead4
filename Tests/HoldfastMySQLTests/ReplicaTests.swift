#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  /// The replica of these tests replicates nothing, so what it answers is its own.
  @Suite("Replica", .timeLimit(.minutes(1)))
  struct ReplicaTests {
    private let later = Timestamp(milliseconds: .max)

    @Test("The lists of what is left to do come from the replica, and nothing else does")
    func routing() async throws {
      try await withStore { replica, replicaDatabase in
        _ = try await replica.claim(.sample(session: "there"))
        let server = try replicaDatabase.configuration().primary
        try await withStore {
          $0.replica = server
        } _: { store, _ in
          _ = try await store.claim(.sample(session: "here"))
          let claims = try await store.openClaims(createdBefore: later, after: nil, limit: 9)
          #expect(claims.map(\.key.session.rawValue) == ["there"])
          let pointed = try await store.pointedSessions(changedBefore: later, after: nil, limit: 9)
          #expect(pointed.map(\.id.rawValue) == ["there"])
          let sessions = try await store.sessions(of: .user("ann"), after: nil, limit: 9)
          #expect(sessions.map(\.id.rawValue) == ["here"])
          let here = SessionID(rawValue: "here")
          let (session, claim) = (try await store.session(here), try await store.lastClaim(in: here))
          #expect(session != nil && claim != nil)
          let (removed, empty) = (
            try await store.removeKeys(notedBefore: later, limit: 9),
            try await store.removeEmptySessions(createdBefore: later, limit: 9)
          )
          #expect(removed == 0 && empty == [])
        }
      }
    }

    @Test("A replica that is away is not missed")
    func away() async throws {
      let port = try Ports.free()
      try await withStore {
        $0.replica = $0.primary
        $0.replica?.address = .network(host: "127.0.0.1", port: port)
      } _: { store, _ in
        _ = try await store.claim(.sample(session: "here"))
        let claims = try await store.openClaims(createdBefore: later, after: nil, limit: 9)
        #expect(claims.map(\.key.session.rawValue) == ["here"])
      }
    }
  }
#endif
