import HTTPTypes
import Holdfast
import HoldfastHTTP
import HoldfastModel
import HoldfastStores
import HummingbirdTesting
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Metrics` {
  /// The page of the admin port, by series.
  private static func scrape(_ server: TestServer) async throws -> [String: String] {
    try await server.assembly.adminApplication().test(.router) { admin in
      let response = try await admin.execute(uri: "/metrics", method: .get)
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
      var series: [String: String] = [:]
      for line in String(buffer: response.body).split(separator: "\n") where !line.hasPrefix("#") {
        let parts = line.split(separator: " ")
        series[parts.dropLast().joined(separator: " ")] = parts.last.map(String.init)
      }
      return series
    }
  }

  @Test func `are on the admin port only`() async throws {
    try await TestServer.with { server in
      let series = try await Self.scrape(server)
      #expect(series["holdfast_build_info{version=\"\(HoldfastVersion.current)\"}"] == "1")
      #expect(series["holdfast_metrics_refused_total"] == "0")
      #expect(try await server.nobody.get("/metrics").status == 404)
    }
  }

  @Test func `tell of the process`() async throws {
    try await TestServer.with { server in
      let series = try await Self.scrape(server)
      func number(_ name: String) -> Double { series[name].flatMap { Double($0) } ?? 0 }
      #expect(number("process_open_fds") > 3)
      #expect(number("process_max_fds") >= number("process_open_fds"))
      #expect(number("process_resident_memory_bytes") > 1_048_576)
      let now = Double(TestServer.now().milliseconds) / 1000
      #expect(number("process_start_time_seconds") > now - 24 * 3600)
      #expect(number("process_start_time_seconds") <= now + 1)
    }
  }

  @Test func `count answers by route and status, and errors by code`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      _ = try await visitor.ask()
      _ = try await visitor.get("/api/sessions/s1")
      _ = try await visitor.get("/api/sessions/no-such-session")
      _ = try await visitor.get("/api/sessions/s1/messages")
      _ = try await server.nobody.get("/app.js")
      _ = try await server.nobody.get("/no/such/path-4711")
      _ = try await server.nobody.get("/api/chat")
      let series = try await Self.scrape(server)
      func count(_ route: String, _ status: String) -> String? {
        series["holdfast_http_requests_total{route=\"\(route)\",status=\"\(status)\"}"]
      }
      #expect(count("POST /api/chat", "2xx") == "1")
      #expect(count("GET /api/sessions/{session}", "2xx") == "1")
      #expect(count("GET /api/sessions/{session}", "4xx") == "1")
      #expect(count("GET /api/sessions/{session}/messages", "2xx") == "1")
      #expect(count("page", "2xx") == "1")
      // A wrong path, and a wrong verb.
      #expect(count("other", "4xx") == "2")
      #expect(series["holdfast_rejected_total{reason=\"SESSION_NOT_FOUND\"}"] == "1")
      #expect(series["holdfast_rejected_total{reason=\"NOT_FOUND\"}"] == "1")
      #expect(series["holdfast_rejected_total{reason=\"METHOD_NOT_ALLOWED\"}"] == "1")
      #expect(!series.keys.contains { $0.contains("s1") || $0.contains("4711") })
    }
  }

  @Test func `tell how many read, and of each that was cut off`() async throws {
    let provider = TestProvider([
      .text("Begin"), .hold, .texts(2560, String(repeating: "x", count: 8 << 10)), .stop,
    ])
    try await TestServer.with(provider, configure: { $0.http.writeDeadline = .seconds(1) }) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      let socket = try RawClient(port: server.port, receiveBuffer: 4096)
      defer { socket.close() }
      socket.send(visitor.rawRequest("GET", "/api/chat/s1/stream"))
      _ = await socket.read(atLeast: 200)
      try await server.until { try await Self.scrape(server)["holdfast_readers{state=\"waiting\"}"] == "2" }

      provider.resume()
      while try await reply.next() != nil {}
      try await server.until { try await Self.scrape(server)["holdfast_slow_readers_total"] == "1" }
      try await server.until {
        let series = try await Self.scrape(server)
        return series["holdfast_readers{state=\"waiting\"}"] == "0"
          && series["holdfast_readers{state=\"writing\"}"] == "0"
      }
      #expect(try await Self.scrape(server)["holdfast_slow_readers_total"] == "1")
    }
  }

  @Test func `tell what is degraded`() async throws {
    try await TestServer.with { server in
      let monitor = Task { await server.services.health.run() }
      defer { monitor.cancel() }
      let name = "holdfast_degraded{component=\"stream-log\"}"
      #expect(try await Self.scrape(server)[name] == "0")
      server.stores.log.ledger.fail(.full)
      try await server.until { try await Self.scrape(server)[name] == "1" }
      #expect(try await Self.scrape(server)["holdfast_degraded{component=\"conversations\"}"] == "0")
      server.stores.log.ledger.fail(nil)
      try await server.until { try await Self.scrape(server)[name] == "0" }
    }
  }
}
