import HoldfastEngine
import HoldfastHTTP
import HoldfastModel
import Testing

/// One after the other: Foundation's `Process.run()`, which other tests use, crashes in a process that has more than
/// some 1,350 files open, as it copies more of an entry of `/proc/self/fd` than there is.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct `Clients that leave` {
  /// When a client leaves.
  enum Moment: String, Sendable, CaseIterable {
    case atOnce, beforeTheBodyIsComplete, whileStreaming, afterTheHead
  }

  private static let body =
    #"{"id":"SESSION","messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]}]}"#

  @Test(arguments: Moment.allCases, [true, false])
  func `P7 200 of them end neither the server nor a run`(moment: Moment, isReset: Bool) async throws {
    let count = 200
    let provider = TestProvider([.text("Hello"), .hold, .texts(3, " {n}"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let isStarted = moment == .whileStreaming || moment == .afterTheHead
      for index in 0..<count {
        let socket = try RawClient(port: server.port)
        let body = Self.body.replacing("SESSION", with: "s\(index)")
        let request = visitor.rawRequest("POST", "/api/chat", body: body)
        switch moment {
        case .atOnce: socket.send(request)
        case .beforeTheBodyIsComplete: socket.send(String(request.dropLast(10)))
        case .afterTheHead:
          socket.send(request)
          #expect(await socket.read(atLeast: 15).starts(with: Array("HTTP/1.1 200 OK".utf8)))
        case .whileStreaming:
          socket.send(request)
          var bytes: [UInt8] = []
          while !bytes.contains(UInt8(ascii: "}")) { bytes += await socket.read(atLeast: 1) }
        }
        if isReset { socket.reset() } else { socket.close() }
      }
      #expect(try await server.nobody.get("/api/status").status == 200)

      // Each run that was begun goes on to its end.
      if isStarted { #expect(server.engine.runningCount == count) }
      for _ in 0..<count { provider.resume() }
      var complete = 0
      for index in 0..<count {
        let path = "/api/sessions/s\(index)"
        guard try await visitor.get(path).status == 200 else { continue }
        try await server.until { try await visitor.messages("s\(index)").last?["status"] == "complete" }
        try await server.until { try await visitor.messages("s\(index)").count == 2 }
        #expect(
          try await visitor.messages("s\(index)")[1].messageText == "Hello 0 1 2")
        complete += 1
      }
      if isStarted { #expect(complete == count) }
      if moment == .beforeTheBodyIsComplete { #expect(complete == 0) }
      #expect(server.log.errors.isEmpty, "\(server.log.errors.prefix(3))")
      provider.resume()
      #expect(try await visitor.ask(session: "last").types.last == "finish")
    }
  }

  /// Nothing on the connection would tell the server otherwise.
  @Test func `a reader that left a silent stream is let go`() async throws {
    let provider = TestProvider([.text("Hello"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      let sockets = try (0..<20).map { _ in
        let socket = try RawClient(port: server.port)
        socket.send(visitor.rawRequest("GET", "/api/chat/s1/stream"))
        return socket
      }
      try await server.until { server.services.connections.readers.waiting == 21 }
      for socket in sockets { socket.close() }
      try await server.until { server.services.connections.readers.waiting == 1 }
      provider.resume()
      _ = try await reply.readToEnd()
    }
  }

  /// A client that is not told would send its next request into a connection that is being closed.
  @Test func `a connection that ends with the stream says so`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      _ = try await visitor.ask()
      let socket = try RawClient(port: server.port)
      defer { socket.close() }
      socket.send(visitor.rawRequest("GET", "/api/chat/s1/stream?startIndex=0"))
      let text = String(decoding: await socket.read(), as: UTF8.self)
      #expect(text.hasSuffix("\r\n0\r\n\r\n"))
      let head = text.lowercased().split(separator: "\r\n\r\n").first ?? ""
      #expect(head.split(separator: "\r\n").contains("connection: close"))
    }
  }
}
