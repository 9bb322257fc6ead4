#if Redis
  import HoldfastRedis
  import HoldfastStores
  import HoldfastTesting
  import Testing
  import TestServers

  extension RedisServerTests {
    /// Every row of the error map, said by a proxy in front of a real server; those that a test's server can be brought
    /// to are provoked there as well, in ``RedisErrorMapTests`` and ``StreamClusterTests``.
    @Suite struct RedisProxyRowTests {
      static let rows: [RedisProxyRow] = [
        RedisProxyRow("MOVED", .goesElsewhere),
        RedisProxyRow("ASK", .goesElsewhere),
        RedisProxyRow("TRYAGAIN", "Multiple keys request during rehashing of slot", .waits),
        RedisProxyRow("NOSCRIPT", "No matching script. Please use EVAL.", .waits),
        RedisProxyRow("BUSY", "Redis is busy running a script.", .repeats(3)),
        RedisProxyRow("LOADING", "Redis is loading the dataset in memory", .waits),
        RedisProxyRow("READONLY", "You can't write against a read only replica.", .fails(.unavailable)),
        RedisProxyRow("MASTERDOWN", "Link with MASTER is down", .fails(.unavailable)),
        RedisProxyRow("CLUSTERDOWN", "Hash slot not served", .fails(.unavailable)),
        RedisProxyRow("ERR max number of clients reached", .fails(.unavailable)),
        RedisProxyRow("OOM", "command not allowed when used memory > 'maxmemory'.", .fails(.full)),
        RedisProxyRow("MISCONF", "Redis is configured to save RDB snapshots", .fails(.full)),
        RedisProxyRow("NOREPLICAS", "Not enough good replicas to write.", .fails(.full)),
        RedisProxyRow("NOAUTH", "Authentication required.", .fails(.unavailable)),
        RedisProxyRow("WRONGPASS", "invalid username-password pair", .fails(.unavailable)),
        RedisProxyRow("NOPERM", "this user has no permissions", .fails(.unavailable)),
        RedisProxyRow("ERR unknown command", "'XADD'", .fails(.unavailable)),
        RedisProxyRow("ERR Protocol error", "invalid bulk length", .fails(.refused)),
        RedisProxyRow("ERR string exceeds maximum allowed size", "(proto-max-bulk-len)", .fails(.refused)),
        RedisProxyRow("WRONGTYPE", "Operation against a key holding the wrong kind", .fails(.damaged)),
        RedisProxyRow("CROSSSLOT", "Keys in request don't hash to the same slot", .fails(.refused)),
        RedisProxyRow("ERR", "something new", .fails(.unavailable)),
        RedisProxyRow("NEWWORD", .fails(.unavailable)),
      ]

      static let greetings: [RedisProxyRow] = [
        RedisProxyRow("DENIED", "Redis is running in protected mode", .fails(.unavailable)),
        RedisProxyRow("ERR AUTH", "<password> called without any password", .fails(.unavailable)),
        RedisProxyRow("ERR invalid password", .fails(.unavailable)),
        RedisProxyRow("ERR Client sent AUTH", "but no password is set", .fails(.unavailable)),
        RedisProxyRow("ERR DB index", "is out of range", .fails(.unavailable)),
        RedisProxyRow("ERR SELECT is not allowed", "in cluster mode", .fails(.unavailable)),
        RedisProxyRow("ERR max number of clients reached", .fails(.unavailable)),
        RedisProxyRow("LOADING", "Redis is loading the dataset in memory", .waits),
      ]

      private static let key = "key-of-the-row"
      private static let set = RedisCommand("SET", key, "v", key: key, effect: .write)

      /// A client that leads through a proxy to a server.
      private func withProxy(
        to server: RedisProcess, _ body: (RedisClient, FaultProxy) async throws -> Void
      ) async throws {
        try await withFaultProxy(to: server.port) { proxy in
          try await TestClient.with("redis://127.0.0.1:\(proxy.port)/0") { try await body($0, proxy) }
        }
      }

      @Test func `every row of the table is provoked by the proxy`() {
        let provoked = Set((Self.rows + Self.greetings).map(\.beginning))
        #expect(RedisReaction.table.map(\.beginning).filter { !provoked.contains($0) } == [])
      }

      @Test(arguments: rows)
      func `the proxy answers a SET with`(row: RedisProxyRow) async throws {
        let server = try RedisProcess()
        try await withProxy(to: server) { client, proxy in
          switch row.meaning {
          case .fails(let code):
            try await expectFailure(code, of: row, after: 1, client, proxy)
            try await expectSuccess(of: row, after: 0, client, proxy)
          case .repeats(let count):
            try await expectFailure(.unavailable, of: row, after: count + 1, client, proxy)
            try await expectSuccess(of: row, after: count, client, proxy)
          case .waits:
            try await expectSuccess(of: row, after: 5, client, proxy)
          case .goesElsewhere:
            // A second proxy to the same server stands for the other one.
            try await withFaultProxy(to: server.port) { other in
              let slot = RedisSlot(key: Array(Self.key.utf8)).number
              let error = "-\(row.error) \(slot) 127.0.0.1:\(other.port)\r\n"
              await proxy.answerNextRequest(containing: Self.key, with: error.utf8)
              let reply = try await client.send(Self.set)
              #expect(reply == .status("OK"))
              #expect(await proxy.answeredRequests == 1)
              #expect(await other.acceptedConnections == 1)
            }
          }
        }
      }

      @Test(arguments: greetings)
      func `the proxy answers the greeting of a connection with`(row: RedisProxyRow) async throws {
        let server = try RedisProcess()
        try await withProxy(to: server) { client, proxy in
          await proxy.answerNextRequest(containing: "SELECT", with: row.bytes)
          if case .fails(let code) = row.meaning {
            let error = await storeError(client)
            #expect(error?.code == code)
            #expect(error?.message == message(of: row))
          }
          // Until the next connection is tried, calls are told of the last.
          let reply =
            row.meaning == .waits
            ? try await client.send(Self.set)
            : try await eventually("the next connection") { try? await client.send(Self.set) }
          #expect(reply == .status("OK"))
          #expect(await proxy.answeredRequests == 1)
        }
      }

      private func storeError(_ client: RedisClient) async -> StoreError? {
        do {
          _ = try await client.send(Self.set)
          return nil
        } catch {
          return error as? StoreError
        }
      }

      /// What the error of the store says: the word, the meaning of the row, and nothing of what the server has said.
      private func message(of row: RedisProxyRow) -> String {
        let meaning = RedisReaction.table.first { $0.beginning == row.beginning }?.meaning
        return "Redis answered \(row.word): \(meaning ?? "the server refused the call")"
      }

      private func expectFailure(
        _ code: StoreError.Code, of row: RedisProxyRow, after count: Int, _ client: RedisClient,
        _ proxy: FaultProxy
      ) async throws {
        await proxy.answerNextRequest(containing: Self.key, with: row.bytes, count: count)
        let error = await storeError(client)
        #expect(error?.code == code)
        #expect(error?.message == message(of: row))
        #expect(await proxy.answeredRequests == count)
      }

      private func expectSuccess(
        of row: RedisProxyRow, after count: Int, _ client: RedisClient, _ proxy: FaultProxy
      ) async throws {
        let before = await proxy.answeredRequests
        await proxy.answerNextRequest(containing: Self.key, with: row.bytes, count: count)
        let reply = try await client.send(Self.set)
        #expect(reply == .status("OK"))
        #expect(await proxy.answeredRequests == before + count)
      }
    }
  }
#endif
