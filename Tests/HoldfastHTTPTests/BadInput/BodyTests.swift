import HTTPTypes
import Holdfast
import HoldfastHTTP
import HoldfastModel
import Hummingbird
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The body of a request` {
  /// A body of so many bytes, of which as many as are wanted are sent.
  private static func half(_ visitor: Visitor, of count: Int, sent: Int) -> String {
    visitor.rawRequest("POST", "/api/chat", body: String(repeating: " ", count: sent), length: count)
  }

  @Test func `does not stay in the request that is answered`() async throws {
    let bodies = RequestBodies(HTTPConfiguration())
    var request = Request(
      head: HTTPRequest(method: .post, scheme: "http", authority: "localhost", path: "/api/chat"),
      body: RequestBody(buffer: ByteBuffer(string: #"{"id":"s1"}"#)))
    let id = try await bodies.object(from: &request, limit: 100, depth: 8)["id"]
    #expect(id == "s1")
    let left = try await request.body.collect(upTo: 100)
    #expect(left.readableBytes == 0)
    #expect(left.capacity == 0)
  }

  @Test func `waits outside while others take all the room`() async throws {
    try await TestServer.with(configure: { $0.limits.pendingBodyBytes = 64 << 10 }) { server in
      let visitor = server.visitor()
      let text = String(repeating: "x", count: 40 << 10)
      #expect(try await visitor.ask(text).status == 200)
      var socket = try RawClient(port: server.port)
      socket.send(Self.half(visitor, of: 60 << 10, sent: 48 << 10))
      // What was sent may still be on its way, or have come while the other took the room, and been refused itself.
      try await server.until {
        let answer = try await visitor.ask(text, session: "s2")
        if answer.status == 200 {
          socket.reset()
          socket = try RawClient(port: server.port)
          socket.send(Self.half(visitor, of: 60 << 10, sent: 48 << 10))
          return false
        }
        try ErrorShape.check(answer, status: 503, code: "TOO_MANY_STREAMS")
        return true
      }
      // A short one still fits, and the room is given back with the connection.
      #expect(try await visitor.ask(session: "s3").status == 200)
      socket.reset()
      try await server.until { try await visitor.ask(text, session: "s4").status == 200 }
      for index in 0..<20 { #expect(try await visitor.ask(text, session: "t\(index)").status == 200) }
    }
  }

  @Test func `that does not come in time is given up`() async throws {
    try await TestServer.with(configure: { $0.http.bodyDeadline = .milliseconds(300) }) { server in
      let visitor = server.visitor()
      let socket = try RawClient(port: server.port)
      defer { socket.close() }
      socket.send(Self.half(visitor, of: 1000, sent: 10))
      // To the end of the connection: nothing more is waited for.
      let answer = String(decoding: await socket.read(), as: UTF8.self)
      #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
      #expect(answer.contains(#""errorCode":"REQUEST_TIMEOUT""#))
      #expect(server.stores.effects.isEmpty)
      #expect(try await visitor.ask().status == 200)
    }
  }
}
