#if Redis
  import Foundation
  import HoldfastRedis
  import HoldfastStores
  import NIOCore
  import Testing
  import TestServers

  extension RedisServerTests {
    /// Every row of the error map that a real server can be brought to, and how.
    @Suite struct RedisErrorMapTests {
      private static let set = RedisCommand("SET", "k", "v", key: "k", effect: .write)
      private static let get = RedisCommand("GET", "k", key: "k", effect: .read)
      private static let script = RedisScript(
        "#!lua\nreturn redis.call('SET', KEYS[1], ARGV[1])", effect: .write)

      /// The code and message with which a call fails.
      private static func failure(
        _ client: RedisClient, _ command: RedisCommand = set, timeout: Duration? = nil
      ) async -> StoreError? {
        do {
          _ = try await client.send(command, timeout: timeout)
          return nil
        } catch {
          return error as? StoreError
        }
      }

      // MARK: No reply

      @Test func `killed with a call in flight: a write is indeterminate, a read unavailable`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          server.pause()
          async let write = Self.failure(client, timeout: .seconds(1))
          async let read = Self.failure(client, Self.get, timeout: .seconds(1))
          try await Task.sleep(for: .milliseconds(100))
          server.kill9()
          let codes = await (write?.code, read?.code)
          #expect(codes == (.indeterminate, .unavailable))
        }
      }

      @Test func `paused past the deadline: a write is indeterminate, a read unavailable`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          try server.send("CLIENT", "PAUSE", "1500", "ALL")
          let write = await Self.failure(client, timeout: .milliseconds(300))
          let read = await Self.failure(client, Self.get, timeout: .milliseconds(300))
          #expect(write?.code == .indeterminate)
          #expect(read?.code == .unavailable)
          let after = try await client.send(Self.set)
          #expect(after == .status("OK"))
        }
      }

      @Test func `a lost reply is resolved by a repeat within the deadline`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url, change: { $0.attemptTimeout = .milliseconds(100) }) { client in
          _ = try await client.send(Self.set)
          try server.send("CLIENT", "PAUSE", "400", "ALL")
          let reply = try await client.send(Self.set)
          #expect(reply == .status("OK"))
        }
      }

      @Test func `not there: unavailable, and there again after its start`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          server.kill9()
          let failure = await Self.failure(client)
          #expect(failure?.code == .unavailable)
          try server.start()
          let kept = try await eventually("an answer after the restart") { try? await client.send(Self.get) }
          #expect(kept == .bytes(Array("v".utf8)))
        }
      }

      // MARK: Refusals of the server

      @Test func `OOM under noeviction: full, reads go on`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          try server.send("CONFIG", "SET", "maxmemory", "1")
          let failures = await (
            Self.failure(client),
            Self.failure(client, RedisCommand(Self.script, keys: [[107]], arguments: [[1]]))
          )
          #expect(failures.0?.code == .full)
          #expect(failures.1?.code == .full)
          let value = try await client.send(Self.get)
          #expect(value == .bytes(Array("v".utf8)))
        }
      }

      @Test func `READONLY, MASTERDOWN as a replica: unavailable`() async throws {
        let server = try RedisProcess(options: ["--replica-serve-stale-data", "no"])
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          try server.send("REPLICAOF", "127.0.0.1", "1")
          let failure = await Self.failure(client, Self.get)
          #expect(failure?.code == .unavailable)
          #expect(failure?.message.contains("MASTERDOWN") == true)
          try server.send("CONFIG", "SET", "replica-serve-stale-data", "yes")
          let readOnly = await Self.failure(client)
          #expect(readOnly?.code == .unavailable)
          #expect(readOnly?.message.contains("READONLY") == true)
        }
      }

      @Test func `NOREPLICAS: full`() async throws {
        let server = try RedisProcess(options: ["--min-replicas-to-write", "1"])
        let failure = try await TestClient.with(server.url) { await Self.failure($0) }
        #expect(failure?.code == .full)
        #expect(failure?.message.contains("NOREPLICAS") == true)
      }

      @Test func `LOADING: waited for, then unavailable`() async throws {
        let server = try RedisProcess(options: [
          "--enable-debug-command", "yes", "--appendonly", "no", "--appendfsync", "no",
        ])
        try server.send("DEBUG", "POPULATE", "20000")
        try server.send("SAVE")
        server.kill9()
        try server.start(
          adding: ["--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024"],
          waits: false)
        _ = try await eventually("a server that loads") {
          try server.send("PING").hasPrefix("LOADING") ? true : nil
        }
        try await TestClient.with(server.url, change: { $0.loadingTimeout = .milliseconds(200) }) { client in
          let failure = await Self.failure(client)
          #expect(failure?.code == .unavailable)
          #expect(failure?.message.contains("LOADING") == true)
        }
        try await TestClient.with(server.url) { client in
          async let reply = client.send(Self.set, timeout: .seconds(20))
          try server.send("CONFIG", "SET", "key-load-delay", "0")
          let value = try await reply
          #expect(value == .status("OK"))
        }
      }

      @Test func `MISCONF after a snapshot that failed: full`() async throws {
        let server = try RedisProcess(options: ["--save", "3600 100000"])
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          // Where the snapshot is to be put there is a folder.
          try FileManager.default.createDirectory(
            atPath: server.data + "/dump.rdb", withIntermediateDirectories: false)
          try server.send("BGSAVE")
          _ = try await eventually("a snapshot that failed") {
            try server.send("INFO", "persistence").contains("rdb_last_bgsave_status:err") ? true : nil
          }
          let failure = await Self.failure(client)
          #expect(failure?.code == .full)
          #expect(failure?.message.contains("MISCONF") == true)
        }
      }

      @Test func `NOAUTH, WRONGPASS, NOPERM: unavailable, and said to be configuration`() async throws {
        let server = try RedisProcess(options: ["--requirepass", "sesame"])
        try RedisCLI.send(
          ["--no-auth-warning", "-a", "sesame", "ACL", "SETUSER", "reader", "on", ">door", "~*", "+get"],
          port: server.port)
        let host = "127.0.0.1:\(server.port)"
        for (url, word) in [
          ("redis://\(host)", "NOAUTH"), ("redis://:wrong@\(host)", "WRONGPASS"),
          ("redis://reader:door@\(host)", "NOPERM"),
        ] {
          let failure = try await TestClient.with(url) { await Self.failure($0) }
          #expect(failure?.code == .unavailable)
          #expect(failure?.message.contains(word) == true, "\(failure?.message ?? "no failure")")
          #expect(failure?.message.contains("configuration") == true)
        }
        let reply = try await TestClient.with("redis://:sesame@\(host)") { try await $0.send(Self.set) }
        #expect(reply == .status("OK"))
      }

      @Test func `NOSCRIPT after SCRIPT FLUSH: the script is sent whole`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          for _ in 1...2 {
            let reply = try await client.run(Self.script, keys: [[107]], arguments: [[1]])
            #expect(reply == .status("OK"))
            try server.send("SCRIPT", "FLUSH")
          }
        }
      }

      @Test func `max clients: unavailable`() async throws {
        // One for redis-cli, which has gone, and none for the second client.
        let server = try RedisProcess(options: ["--maxclients", "1"])
        try await TestClient.with(server.url) { first in
          _ = try await eventually("the first client") { try? await first.send(Self.set) }
          let failure = try await TestClient.with(server.url) { await Self.failure($0) }
          #expect(failure?.code == .unavailable)
          #expect(failure?.message.contains("room") == true, "\(failure?.message ?? "no failure")")
        }
      }

      @Test func `BUSY with a script that runs: unavailable after a few repeats`() async throws {
        let server = try RedisProcess(options: ["--busy-reply-threshold", "50"])
        try await TestClient.with(server.url) { client in
          _ = try await client.send(Self.set)
          async let endless = Self.failure(
            client,
            RedisCommand(
              RedisScript("#!lua\nwhile true do end", effect: .read), keys: [[107]], arguments: []),
            timeout: .seconds(20))
          let failure = try await TestClient.with(server.url) { other in
            try await eventually("a busy server") { await Self.failure(other) }
          }
          #expect(failure.code == .unavailable)
          #expect(failure.message.contains("BUSY"))
          try server.send("SCRIPT", "KILL")
          let code = await endless?.code
          #expect(code == .unavailable)
        }
      }

      @Test func `WRONGTYPE: damaged`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          try server.send("LPUSH", "k", "1")
          let failure = await Self.failure(client, Self.get)
          #expect(failure?.code == .damaged)
        }
      }

      @Test func `more than the server takes: refused`() async throws {
        let server = try RedisProcess(options: ["--proto-max-bulk-len", "1mb"])
        try await TestClient.with(server.url, change: { $0.maximumRequestBytes = 4 << 20 }) { client in
          let value = [UInt8](repeating: 0, count: 5 << 20)
          let own = await Self.failure(
            client, RedisCommand("SET", [[107], value], key: [107], effect: .write))
          #expect(own?.code == .refused)
        }
      }
    }
  }
#endif
