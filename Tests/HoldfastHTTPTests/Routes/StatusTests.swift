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

  @Test func `the admin port`() async throws {
    try await TestServer.with { server in
      try await server.assembly.adminApplication().test(.live) { admin in
        let live = try await admin.execute(uri: "/health/live", method: .get)
        #expect(live.status == .ok)
        #expect(String(buffer: live.body) == #"{"status":"live"}"#)
        let ready = try await admin.execute(uri: "/health/ready", method: .get)
        #expect(ready.status == .ok)
        #expect(String(buffer: ready.body) == #"{"status":"ready","reasons":[]}"#)
        #expect(try await admin.execute(uri: "/api/status", method: .get).status == .notFound)

        await server.engine.shutDown()
        let draining = try await admin.execute(uri: "/health/ready", method: .get)
        #expect(draining.status == .serviceUnavailable)
        #expect(String(buffer: draining.body) == #"{"status":"not ready","reasons":["draining"]}"#)
        #expect(try await admin.execute(uri: "/health/live", method: .get).status == .ok)
      }
      // The public port does not show it.
      #expect(try await server.nobody.get("/health/ready").status == 404)
    }
  }
}
