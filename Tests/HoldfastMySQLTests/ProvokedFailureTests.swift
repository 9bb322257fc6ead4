#if MySQL
  import Foundation
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  /// The rows of the error map, each provoked on a real server; what a class means is in ``ErrorMapTests``.
  @Suite("Provoked failures", .timeLimit(.minutes(2)))
  struct ProvokedFailureTests {
    private let request = ClaimRequest.sample()

    /// Checks that a call fails with a code, and with the number that was provoked.
    private func expect(
      _ code: StoreError.Code, _ number: Int, _ location: SourceLocation = #_sourceLocation,
      from body: () async throws -> Void
    ) async {
      let error = await storeError(body)
      #expect(error?.code == code, sourceLocation: location)
      let message = error?.message ?? "no error"
      #expect(message.contains("error \(number) "), "\(message)", sourceLocation: location)
      print("provoked \(number): \(error?.debugDescription ?? message)")
    }

    @Test("1062: a key that must be unique, in the session")
    func duplicate() async throws {
      try await withStore { store, _ in
        _ = try await store.claim(request)
        await expect(.refused, 1062) { _ = try await store.settle(request.settlement(order: 1)) }
        let messages = try await store.messages(in: request.session, after: 0, limit: 9)
        #expect(messages.count == 1)
      }
    }

    @Test("1205: a row that another transaction holds for too long; the unit is run four times")
    func lockWait() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(1)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE")
        let start = ContinuousClock.now
        await expect(.unavailable, 1205) { _ = try await store.settle(request.settlement()) }
        #expect(ContinuousClock.now - start >= .seconds(4))
        // Reads go on meanwhile.
        let session = try await store.session(request.session)
        #expect(session != nil)
        try holder.run("ROLLBACK")
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
      }
    }

    @Test("1205 in the middle of a unit: what it has written is undone before it is run again")
    func undone() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(1)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        // The reply is written before the claim is found locked, and that failure by itself ends only the statement.
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_claims FOR UPDATE")
        await expect(.unavailable, 1205) { _ = try await store.settle(request.settlement()) }
        let messages = try await store.messages(in: request.session, after: 0, limit: 9)
        #expect(messages.count == 1)
        try holder.run("ROLLBACK")
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
      }
    }

    @Test("1213: a deadlock, of which this unit is the victim; it is run again and succeeds")
    func deadlock() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        _ = try await store.claim(request)
        let other = try SQLSession(on: database)
        // The other transaction has written more, so the unit is the one that is undone.
        try other.run(
          """
          START TRANSACTION; UPDATE holdfast_claims SET run = 'other';
          INSERT INTO holdfast_drafts (session, principal, updated_at, content) SELECT seq, '', 1, '' FROM seq_1_to_500
          """)
        let deadlocks = { try database.execute("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'") }
        let before = try deadlocks()
        async let settled = store.settle(request.settlement())
        try database.waitForWaiting()
        try other.run("SELECT 1 FROM holdfast_sessions FOR UPDATE; COMMIT")
        let outcome = try await settled
        #expect(outcome == .settled)
        #expect(try deadlocks() != before)
      }
    }

    @Test("1317: KILL QUERY ends a statement; the unit is run again and succeeds")
    func interrupted() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE")
        async let settled = store.settle(request.settlement())
        try database.waitForWaiting()
        let waiting = try database.waiting()
        try database.execute("KILL QUERY \(waiting.joined())")
        try Deadline.step.poll("another connection that waits", every: 20_000) {
          let now = try database.waiting()
          return now.isEmpty || now == waiting ? nil : ()
        }
        try holder.run("ROLLBACK")
        let outcome = try await settled
        #expect(outcome == .settled)
      }
    }

    @Test("2013: kill -9 of the server while a unit runs; nothing was written")
    func killed() async throws {
      let server = try MariaDBProcess()
      try await withStore(on: server) {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE")
        async let failure = storeError { _ = try await store.settle(request.settlement()) }
        try database.waitForWaiting()
        server.kill9()
        let error = await failure
        #expect(error?.code == .unavailable)
        await expect(.unavailable, 2002) { _ = try await store.session(request.session) }
        try server.start()
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
      }
    }

    @Test("1053, 1927 or 2013: the server is shut down while a unit runs")
    func shutDown() async throws {
      let server = try MariaDBProcess()
      try await withStore(on: server) {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE")
        async let failure = storeError { _ = try await store.settle(request.settlement()) }
        try database.waitForWaiting()
        try server.execute("SHUTDOWN")
        let error = await failure
        #expect(error?.code == .unavailable, "\(error?.message ?? "")")
      }
    }

    @Test("1290: a primary that was made read-only; reads go on, and writes when it is writable again")
    func readOnly() async throws {
      let server = try MariaDBProcess()
      try await withStore(on: server) { store, database in
        _ = try await store.claim(request)
        try database.execute("SET GLOBAL read_only = 1")
        await expect(.unavailable, 1290) { _ = try await store.settle(request.settlement()) }
        await expect(.unavailable, 1290) { try await store.checkHealth() }
        await expect(.unavailable, 1290) {
          try await store.saveDraft(
            Draft(text: "x", updatedAt: request.now), of: .user("ann"), for: request.session)
        }
        let session = try await store.session(request.session)
        #expect(session != nil)
        try database.execute("SET GLOBAL read_only = 0")
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
      }
    }

    @Test("1040, 1203 and 1226: too many connections")
    func saturated() async throws {
      let server = try MariaDBProcess(options: ["--max-connections=10", "--max-user-connections=9"])
      try await withStore(on: server) { store, database in
        // The store has a connection; a new one is to find none.
        try await store.checkHealth()
        let fresh = { MySQLConversationStore(configuration: try database.configuration()) }
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        let count = {
          try Int(database.execute("SELECT COUNT(*) FROM information_schema.processlist").dropLast()) ?? 0
        }
        while try count() <= 10 {
          let socket = try TCP.socket()
          _ = TCP.withAddress(port: server.port) { connect(socket, $0, $1) }
          sockets.append(socket)
          try #require(sockets.count < 100)
        }
        await expect(.unavailable, 1040) { _ = try await fresh().session(request.session) }
        for socket in sockets { close(socket) }
        sockets = []
        try database.execute("SET GLOBAL max_user_connections = 1")
        let limited = try fresh()
        try Deadline.step.poll("the end of the idle connections", every: 20_000) {
          try count() <= 3 ? () : nil
        }
        await expect(.unavailable, 1203) { _ = try await limited.session(request.session) }
        try database.execute("SET GLOBAL max_user_connections = 0")
        try database.execute("ALTER USER holdfast@'%' WITH MAX_CONNECTIONS_PER_HOUR 1; FLUSH USER_RESOURCES")
        let (first, second) = (try fresh(), try fresh())
        _ = try await first.session(request.session)
        await expect(.unavailable, 1226) { _ = try await second.session(request.session) }
      }
    }

    @Test("1153: more than the server takes at once; the connection serves on")
    func tooLarge() async throws {
      let server = try MariaDBProcess(options: ["--max-allowed-packet=1M"])
      try await withStore(on: server) { store, _ in
        let large = ClaimRequest.sample(session: "large", text: String(repeating: "x", count: 1 << 20))
        await expect(.refused, 1153) { _ = try await store.claim(large) }
        let session = try await store.session(large.session)
        #expect(session == nil)
        let claim = try await store.claim(request).claimed
        #expect(claim != nil)
      }
    }

    @Test("1114: a tablespace that may not grow; reads go on, and writes when there is room")
    func full() async throws {
      let server = try MariaDBProcess(options: [
        "--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:16M",
      ])
      try await withStore(on: server) { store, _ in
        var (stored, failure): ([ClaimRequest], StoreError?) = ([], nil)
        while failure == nil, stored.count < 40 {
          let name = "\(stored.count)"
          let next = ClaimRequest.sample(
            session: name, text: String(repeating: name, count: 200_000), stream: "x" + name)
          failure = await storeError { _ = try await store.claim(next) }
          if failure == nil { stored.append(next) }
        }
        #expect(failure?.code == .full)
        #expect(failure?.message.contains("error 1114 ") == true)
        print("provoked 1114: \(failure?.debugDescription ?? "")")
        let sessions = try await store.sessions(of: .user("ann"), after: nil, limit: 99)
        #expect(sessions.count == stored.count)
        try server.restart(["--innodb-data-file-path=ibdata1:12M:autoextend"])
        let claim = try await store.claim(request).claimed
        #expect(claim != nil)
      }
    }

    @Test("1045 and 1044: access that is denied")
    func denied() async throws {
      try await withStore { _, database in
        var configuration = try database.configuration()
        configuration.primary.password = MySQLPassword("hunter2")
        let stranger = MySQLConversationStore(configuration: configuration)
        await expect(.unavailable, 1045) { _ = try await stranger.session(request.session) }
        configuration = try database.configuration()
        configuration.primary.database = "mysql"
        let curious = MySQLConversationStore(configuration: configuration)
        await expect(.unavailable, 1044) { _ = try await curious.session(request.session) }
      }
    }

    @Test("1049 and 1146: a database or a table that is not there")
    func missing() async throws {
      try await withStore { store, database in
        var configuration = try database.configuration()
        configuration.primary.database = "holdfast_nowhere"
        let lost = MySQLConversationStore(configuration: configuration)
        await expect(.unavailable, 1049) { _ = try await lost.session(request.session) }
        try database.execute("DROP TABLE holdfast_drafts")
        await expect(.unavailable, 1146) { _ = try await store.draft(of: .user("ann"), for: request.session) }
      }
    }

    @Test("1142: a right that was taken away")
    func right() async throws {
      let server = try MariaDBProcess()
      try await withStore(on: server) { store, database in
        try database.execute(
          "REVOKE ALL ON `holdfast\\_%`.* FROM holdfast@'%'; GRANT SELECT ON `holdfast\\_%`.* TO holdfast@'%'; FLUSH PRIVILEGES"
        )
        let fresh = MySQLConversationStore(configuration: try database.configuration())
        await expect(.unavailable, 1142) { try await fresh.checkHealth() }
      }
    }

    @Test("2002 and 2005: nobody there")
    func unreachable() async throws {
      var server = try MySQLServer(url: "mysql://me@127.0.0.1:\(try Ports.free())/holdfast_x")
      let nobody = MySQLConversationStore(configuration: MySQLConfiguration(primary: server))
      await expect(.unavailable, 2002) { try await nobody.checkHealth() }
      server.address = .socket(path: "/nowhere/socket")
      let noSocket = MySQLConversationStore(configuration: MySQLConfiguration(primary: server))
      await expect(.unavailable, 2002) { try await noSocket.checkHealth() }
      server.address = .network(host: "nowhere.invalid", port: 3306)
      let noHost = MySQLConversationStore(configuration: MySQLConfiguration(primary: server))
      await expect(.unavailable, 2005) { try await noHost.checkHealth() }
    }
  }
#endif
