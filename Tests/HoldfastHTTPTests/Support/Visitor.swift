import AsyncHTTPClient
import HoldfastModel
import NIOCore
import NIOHTTP1

/// Somebody who sends requests, with the same fields on each.
struct Visitor: Sendable {
  let server: TestServer
  var fields: [(String, String)]

  /// The same visitor with more fields; those of the same name are replaced.
  func with(_ more: (String, String)...) -> Visitor {
    var copy = self
    copy.fields.removeAll { field in more.contains { $0.0 == field.0 } }
    copy.fields += more
    return copy
  }

  /// What is sent as a body.
  enum Body: Sendable {
    case none
    case json(String)
    case bytes([UInt8])
    /// So many bytes in pieces, without saying how many.
    case chunked(Int)
  }

  /// Sends a request and reads the whole answer.
  func send(
    _ method: String, _ path: String, _ body: Body = .none, _ more: [(String, String)] = []
  ) async throws -> Answer {
    let response = try await execute(method, path, body, more)
    let buffer = try await response.body.collect(upTo: 64 << 20)
    return Answer(head: AnswerHead(response), body: Array(buffer.readableBytesView))
  }

  func get(_ path: String, _ more: (String, String)...) async throws -> Answer {
    try await send("GET", path, .none, more)
  }

  /// Sends a request and reads the answer piece by piece.
  func open(
    _ method: String, _ path: String, _ body: Body = .none, _ more: [(String, String)] = []
  ) async throws -> OpenReply {
    OpenReply(try await execute(method, path, body, more))
  }

  private func execute(
    _ method: String, _ path: String, _ body: Body, _ more: [(String, String)]
  ) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: "http://localhost:\(server.port)\(path)")
    request.method = HTTPMethod(rawValue: method)
    for (name, value) in with(more).fields { request.headers.add(name: name, value: value) }
    func declareJSON() {
      if request.headers.first(name: "content-type") == nil {
        request.headers.add(name: "content-type", value: "application/json")
      }
    }
    switch body {
    case .none: break
    case .json(let text):
      declareJSON()
      request.body = .bytes(ByteBuffer(string: text))
    case .bytes(let bytes):
      declareJSON()
      request.body = .bytes(ByteBuffer(bytes: bytes))
    case .chunked(let count):
      declareJSON()
      request.body = .stream(Pieces(count: count), length: .unknown)
    }
    return try await TestServer.client.execute(request, timeout: .seconds(60))
  }

  private func with(_ more: [(String, String)]) -> Visitor {
    var copy = self
    copy.fields.removeAll { field in more.contains { $0.0 == field.0 } }
    copy.fields += more
    return copy
  }

  /// A body that begins as JSON and goes on.
  private struct Pieces: AsyncSequence, Sendable {
    var count: Int

    struct Iterator: AsyncIteratorProtocol {
      var left: Int
      mutating func next() async -> ByteBuffer? {
        guard left > 0 else { return nil }
        let piece = ByteBuffer(repeating: UInt8(ascii: " "), count: Swift.min(left, 8 << 10))
        left -= piece.readableBytes
        return piece
      }
    }

    func makeAsyncIterator() -> Iterator { Iterator(left: count) }
  }
}

extension Visitor {
  /// The body of a POST, as `useChat` sends it.
  static func body(
    _ text: String, session: String = "s1", message: String = "m1", more: String = ""
  ) -> Body {
    let text = JSONValue.string(text).text
    return .json(
      #"{"id":"\#(session)","messages":[{"id":"\#(message)","role":"user","parts":[{"type":"text","text":\#(text)}]}]"#
        + #","trigger":"submit-message"\#(more)}"#)
  }

  /// Sends a message and reads the whole reply.
  func ask(
    _ text: String = "Hello", session: String = "s1", message: String = "m1", _ more: (String, String)...
  ) async throws -> Answer {
    try await send("POST", "/api/chat", Self.body(text, session: session, message: message), more)
  }

  /// Sends a message and reads the reply as it comes.
  func begin(
    _ text: String = "Hello", session: String = "s1", message: String = "m1", _ more: (String, String)...
  ) async throws -> OpenReply {
    try await open("POST", "/api/chat", Self.body(text, session: session, message: message), more)
  }

  /// Resumes a session.
  func resume(_ session: String = "s1", _ more: (String, String)...) async throws -> Answer {
    try await send("GET", "/api/chat/\(session)/stream", .none, more)
  }

  /// Stops a reply.
  func stop(_ body: String = "{}", session: String = "s1") async throws -> Answer {
    try await send("POST", "/api/chat/\(session)/stop", .json(body))
  }

  /// The messages of a session.
  func messages(_ session: String = "s1") async throws -> [JSONValue] {
    try await get("/api/sessions/\(session)/messages").json["messages"]?.arrayValue ?? []
  }
}
