import NIOCore
import HoldfastStores
import HoldfastHTTP
import HoldfastEngine
import Holdfast
import HoldfastModel
import HummingbirdTesting
import HTTPTypes
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Status and health` {
  @Test func `what the server says of itself`() async throws {
    try await TestServer.with { server in
      let json = try await server.nobody.get("/api/status").json
      #expect(json["status"] == "ok")
      #expect(json["version"]?.stringValue == HoldfastVersion.current)
      #expect(json["durability"] == "power")
      #expect(json["provider"] == ["name": "test", "model": "test-1"])
      #expect(json["degraded"] == [])
    }
  }

  /// Tried again, as the machine may be busy with other tests.
  @Test func `P14 a store that is away is told at once`() async throws {
    try await TestServer.with { server in
      let monitor = Task { await server.services.health.run() }
      defer { monitor.cancel() }
      let (conversations, log) = (server.stores.conversations.ledger, server.stores.log.ledger)
      var delays: [Duration] = []
      repeat {
        conversations.fail(.unavailable)
        log.fail(.full)
        let started = ContinuousClock.now
        try await server.until { try await server.nobody.get("/api/status").json["status"] == "degraded" }
        delays.append(ContinuousClock.now - started)
        let degraded = try await server.nobody.get("/api/status").json["degraded"]?.arrayValue ?? []
        #expect(degraded.map { $0["component"] } == ["conversations", "stream-log"])
        #expect(degraded.map { $0["cause"] } == ["unavailable", "full"])
        for entry in degraded {
          #expect(entry["message"]?.stringValue?.isEmpty == false)
          #expect(entry["since"]?.intValue ?? 0 > 1_600_000_000_000)
        }
        conversations.fail(nil)
        log.fail(nil)
        try await server.until { try await server.nobody.get("/api/status").json["status"] == "ok" }
      } while delays.allSatisfy { $0 >= .seconds(5) } && delays.count < 3
      #expect(delays.contains { $0 < .seconds(5) }, "\(delays)")
    }
  }

  /// Nothing waits for it, it is asked once, and the other store is asked on.
  @Test func `a store that hangs is unavailable`() async throws {
    try await TestServer.with { server in
      let stores = server.stores
      let monitor = HealthMonitor(
        engine: server.engine, interval: .milliseconds(10), deadline: .milliseconds(100),
        clock: ContinuousClock(), now: TestServer.now)
      stores.log.health.close()
      let looking = Task { await monitor.run() }
      defer {
        looking.cancel()
        stores.log.health.open()
      }
      try await server.until { !monitor.degradations.isEmpty }
      #expect(monitor.degradations.map(\.component) == ["stream-log"])
      #expect(monitor.degradations.map(\.cause) == ["unavailable"])
      let asked = stores.conversations.health.questions
      try await server.until { stores.conversations.health.questions > asked + 20 }
      #expect(stores.log.health.questions == 1)
      #expect(monitor.degradations.map(\.component) == ["stream-log"])
      stores.log.health.open()
      try await server.until { monitor.degradations.isEmpty && stores.log.health.questions > 2 }
    }
  }

  @Test func `the admin port`() async throws {
    try await TestServer.with { server in
      try await server.assembly.adminApplication().test(.live) { admin in
        let live = try await admin.execute(uri: "/health/live", method: .get)
        #expect(live.status == .ok)
        #expect(String(buffer: live.body) == #"{"status":"live"}"#)
        let ready = try await admin.execute(uri: "/health/ready", method: .get)
        #expect(ready.status == .ok)
        #expect(String(buffer: ready.body) == #"{"status":"ready","reasons":[],"degraded":[]}"#)
        for (path, method, status, code) in [
          ("/api/status", HTTPRequest.Method.get, 404, "NOT_FOUND"), ("/health", .get, 404, "NOT_FOUND"),
          ("/health/ready", .post, 405, "METHOD_NOT_ALLOWED"),
          ("/metrics", .delete, 405, "METHOD_NOT_ALLOWED"),
        ] {
          let refused = try await admin.execute(uri: path, method: method)
          let answer = Answer(refused)
          try ErrorShape.check(answer, status: status, code: code)
          #expect(answer["allow"] == (status == 405 ? "GET" : nil))
        }

        await server.engine.shutDown()
        let draining = try await admin.execute(uri: "/health/ready", method: .get)
        #expect(draining.status == .serviceUnavailable)
        #expect(
          String(buffer: draining.body) == #"{"status":"not ready","reasons":["draining"],"degraded":[]}"#)
        #expect(try await admin.execute(uri: "/health/live", method: .get).status == .ok)
      }
      // The public port does not show it.
      #expect(try await server.nobody.get("/health/ready").status == 404)
    }
  }
}
