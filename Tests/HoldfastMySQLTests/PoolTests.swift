#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Pool and time limits", .timeLimit(.minutes(2)))
  struct PoolTests {
    /// Holds the row of the session of `ClaimRequest.sample()`, so that every write about it waits.
    private func holdSession(of store: MySQLConversationStore, _ database: Database) async throws
      -> SQLSession
    {
      _ = try await store.claim(.sample())
      let session = try SQLSession(on: database)
      try session.run("START TRANSACTION; SELECT 1 FROM holdfast_sessions FOR UPDATE")
      return session
    }

    @Test("Calls beyond the connections wait, and all are answered")
    func many() async throws {
      try await withStore {
        $0.connections = 4
        $0.waitTimeout = .seconds(20)
      } _: { store, database in
        try await withThrowingTaskGroup { group in
          for number in 1...100 {
            group.addTask { _ = try await store.claim(.sample(session: "s\(number)", stream: "x\(number)")) }
          }
          try await group.waitForAll()
        }
        let sessions = try await store.sessions(of: .user("ann"), after: nil, limit: 200)
        #expect(sessions.count == 100)
        let connections = try database.execute(
          "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '\(database.name)' AND user <> 'root'"
        )
        #expect((1...4).contains(Int(connections.dropLast()) ?? 0))
      }
    }

    @Test("A store that is closed lets its calls end, has closed its connections, and takes no more")
    func close() async throws {
      try await withStore {
        $0.connections = 8
      } _: { store, database in
        try await withThrowingTaskGroup { group in
          for number in 1...8 {
            group.addTask { _ = try await store.claim(.sample(session: "s\(number)", stream: "x\(number)")) }
          }
          try await group.waitForAll()
        }
        let holder = try await holdSession(of: store, database)
        async let last: Void = store.clearPointer(
          of: ClaimRequest.sample().session, ifNaming: StreamID(rawValue: "x"))
        try database.waitForWaiting()
        async let closing: Void = store.close()
        try holder.run("ROLLBACK")
        try await last
        await closing
        // The server notices that a connection is closed when it reads from it.
        try Deadline.step.poll("the connections to be gone", every: 20_000) {
          let count = try database.execute(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE db = '\(database.name)' AND user <> 'root'"
          )
          return count.dropLast() == "0" ? () : nil
        }
        let error = await storeError { _ = try await store.claim(.sample(session: "late")) }
        #expect(error?.code == .unavailable)
        await store.close()
      }
    }

    @Test("A call that finds no connection in time is unavailable, and has written nothing")
    func waitTimeout() async throws {
      try await withStore {
        $0.connections = 1
        $0.waitTimeout = .milliseconds(200)
      } _: { store, database in
        let holder = try await holdSession(of: store, database)
        async let stuck = store.clearPointer(
          of: ClaimRequest.sample().session, ifNaming: StreamID(rawValue: "x"))
        try database.waitForWaiting()
        let error = await storeError { _ = try await store.claim(.sample(session: "other")) }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("saturated") == true)
        try holder.run("ROLLBACK")
        try await stuck
        let session = try await store.session(SessionID(rawValue: "other"))
        #expect(session == nil)
      }
    }

    @Test("A call that finds too many waiting is unavailable at once")
    func waitingCalls() async throws {
      try await withStore {
        $0.connections = 1
        $0.waitingCalls = 1
        $0.waitTimeout = .seconds(30)
      } _: { store, database in
        let holder = try await holdSession(of: store, database)
        async let stuck = store.clearPointer(
          of: ClaimRequest.sample().session, ifNaming: StreamID(rawValue: "x"))
        try database.waitForWaiting()
        let codes = await withTaskGroup { group in
          for _ in 1...3 { group.addTask { await storeError { try await store.checkHealth() }?.code } }
          // Two are refused while the third waits.
          let refused = [await group.next() ?? nil, await group.next() ?? nil]
          try? holder.run("ROLLBACK")
          return refused + [await group.next() ?? nil]
        }
        #expect(codes == [.unavailable, .unavailable, nil])
        try await stuck
      }
    }

    @Test("A call that is cancelled while it waits never runs")
    func cancellation() async throws {
      try await withStore {
        $0.connections = 1
        $0.waitTimeout = .seconds(30)
      } _: { store, database in
        let holder = try await holdSession(of: store, database)
        async let stuck = store.clearPointer(
          of: ClaimRequest.sample().session, ifNaming: StreamID(rawValue: "x"))
        try database.waitForWaiting()
        let waiting = Task { try await store.claim(.sample(session: "other")) }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        try holder.run("ROLLBACK")
        try await stuck
        let session = try await store.session(SessionID(rawValue: "other"))
        #expect(session == nil)
      }
    }

    @Test("A call that runs goes on when its task is cancelled, and says what came of it")
    func cancelledWhileRunning() async throws {
      try await withStore { store, database in
        let holder = try await holdSession(of: store, database)
        let request = ClaimRequest.sample()
        let running = Task { try await store.settle(request.settlement()) }
        try database.waitForWaiting()
        running.cancel()
        try holder.run("ROLLBACK")
        let outcome = try await running.value
        #expect(outcome == .settled)
      }
    }

    @Test("Calls that block hold up no other task, however many there are")
    func cooperativePool() async throws {
      try await withStore {
        $0.connections = 16
      } _: { store, database in
        let holder = try await holdSession(of: store, database)
        try await withThrowingTaskGroup { group in
          for _ in 1...16 {
            group.addTask {
              try await store.clearPointer(
                of: ClaimRequest.sample().session, ifNaming: StreamID(rawValue: "x"))
            }
          }
          try database.waitForWaiting(16)
          // On the same threads as everything else of this process.
          let sum = await withTaskGroup { tasks in
            for number in 1...100 { tasks.addTask { number } }
            return await tasks.reduce(0, +)
          }
          #expect(sum == 5050)
          try holder.run("ROLLBACK")
          try await group.waitForAll()
        }
      }
    }

    @Test("A server that says nothing costs a call its time, and no more")
    func silence() async throws {
      let server = try MariaDBProcess()
      try await withStore(on: server) {
        $0.callTimeout = .seconds(1)
      } _: { store, _ in
        _ = try await store.claim(.sample())
        try server.pause()
        let start = ContinuousClock.now
        let read = await storeError { _ = try await store.session(ClaimRequest.sample().session) }
        let write = await storeError { _ = try await store.settle(ClaimRequest.sample().settlement()) }
        let single = await storeError { try await store.checkHealth() }
        let elapsed = ContinuousClock.now - start
        server.resume()
        #expect(read?.code == .unavailable)
        #expect(write?.code == .unavailable)
        // It was sent, or could not be: no connection is left, so either the server or nobody has it.
        #expect([.unavailable, .indeterminate].contains(single?.code))
        #expect(elapsed >= .seconds(1) && elapsed < .seconds(15))
        let outcome = try await store.settle(ClaimRequest.sample().settlement())
        #expect(outcome == .settled)
      }
    }

    @Test("A connection that the server has closed is made anew, and nobody notices")
    func closed() async throws {
      try await withStore { store, database in
        _ = try await store.claim(.sample())
        let connections = try database.execute(
          "SELECT id FROM information_schema.processlist WHERE user = 'holdfast' AND db = '\(database.name)'")
        for id in connections.split(separator: "\n") { try database.execute("KILL \(id)") }
        let session = try await store.session(ClaimRequest.sample().session)
        #expect(session != nil)
      }
    }

    @Test("A connection is replaced when it is old")
    func age() async throws {
      try await withStore {
        $0.connectionAge = .zero
      } _: { store, database in
        let connections = {
          try database.execute("SHOW GLOBAL STATUS LIKE 'Connections'").split(separator: "\t").last
        }
        let before = try connections().flatMap { Int($0.dropLast()) } ?? 0
        for _ in 1...5 { try await store.checkHealth() }
        let after = try connections().flatMap { Int($0.dropLast()) } ?? 0
        #expect(after - before >= 5)
      }
    }
  }
#endif
