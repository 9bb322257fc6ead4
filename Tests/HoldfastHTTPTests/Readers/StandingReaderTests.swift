import Holdfast
import HoldfastHTTP
import HoldfastModel
import Testing

/// A connection on which nothing is read any more is not kept, whatever it was to be sent.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A client that stands still` {
  /// What may be asked for.
  enum Download: String, CaseIterable, Sendable {
    case text, jsonl, sse, export
    /// All in one write, after which nobody waits.
    case messages
    /// All of a reply in one write: nothing is left but the end.
    case reply

    func path(_ stream: String) -> String {
      switch self {
      case .text, .jsonl, .sse: "/api/streams/\(stream)/raw?as=\(rawValue)"
      case .messages: "/api/sessions/s1/messages"
      case .export: "/api/sessions/s1/export"
      case .reply: "/api/chat/\(stream)/stream?startIndex=0"
      }
    }
  }

  /// More than the system keeps for it.
  private static let bytes = 16 << 20

  @Test(arguments: Download.allCases) func `is cut off`(download: Download) async throws {
    let provider = TestProvider([.texts(Self.bytes >> 13, String(repeating: "x", count: 8 << 10)), .stop])
    try await TestServer.with(
      provider,
      configure: { configuration in
        configuration.http.writeDeadline = .seconds(1)
        if download == .reply {
          configuration.limits.readBatchBytes = 1 << 30
          configuration.limits.hubWindowBytes = 1 << 30
        }
      }
    ) { server in
      let visitor = server.visitor()
      let stream = try await visitor.ask().head["x-stream-id"] ?? ""
      try await server.untilQuiet()
      let socket = try RawClient(port: server.port, receiveBuffer: 4096)
      defer { socket.close() }
      socket.send(visitor.rawRequest("GET", download.path(stream)))
      let head = await socket.read(atLeast: 100)
      #expect(String(decoding: head, as: UTF8.self).hasPrefix("HTTP/1.1 200"))
      try await server.until {
        server.services.metrics?().contains("holdfast_slow_readers_total 1") == true
      }
      let rest = await socket.read()
      #expect(head.count + rest.count < Self.bytes)
      // The next one has a connection of its own.
      #expect(try await visitor.get("/api/streams/\(stream)/raw?as=text").body.count >= Self.bytes)
    }
  }
}
