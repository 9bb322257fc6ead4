import Holdfast
import Foundation
import HoldfastEngine
import HoldfastModel
import Testing

@Suite(.serialized, .timeLimit(.minutes(2)))
struct `A reader that does not read` {
  /// 20 MiB in pieces of 8 KiB.
  private static let count = 2560
  private static let acts: [TestProvider.Act] = [
    .texts(count, "{n} " + String(repeating: "x", count: 8 << 10)), .stop,
  ]

  @Test func `P7 delays neither the run nor the others, and costs at most 2 MiB`() async throws {
    try await TestStores.with(.sqlite) { stores in
      let provider = TestProvider([.text("Begin"), .hold] + Self.acts)
      try await TestServer.with(
        provider, stores: stores, configure: { $0.http.writeDeadline = .seconds(60) }
      ) { server in
        let visitor = server.visitor()
        var reply = try await visitor.begin()
        try await provider.held()
        let stream = StreamID(rawValue: reply.head["x-stream-id"] ?? "")
        let socket = try RawClient(port: server.port, receiveBuffer: 4096)
        defer { socket.close() }
        socket.send(visitor.rawRequest("GET", "/api/chat/s1/stream"))
        let head = await socket.read(atLeast: 200)
        #expect(String(decoding: head, as: UTF8.self).hasPrefix("HTTP/1.1 200"))

        provider.resume()
        var (bytes, held) = (0, 0)
        while let block = try await reply.next() {
          bytes += block.data?.utf8.count ?? 0
          held = max(held, server.engine.hub.stream(stream)?.heldBytes ?? 0)
        }
        #expect(bytes > 20 << 20)
        #expect(held > 0)
        #expect(held < 2 << 20)
        #expect(try await visitor.get("/api/streams/\(stream)").json["state"] == "finished")
      }
    }
  }

  @Test func `after the write deadline it is cut off, and gets the rest by cursor`() async throws {
    let provider = TestProvider(Self.acts)
    try await TestServer.with(provider, configure: { $0.http.writeDeadline = .seconds(2) }) { server in
      let visitor = server.visitor()
      let socket = try RawClient(port: server.port, receiveBuffer: 4096)
      defer { socket.close() }
      let body = #"{"id":"s1","message":{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]}}"#
      socket.send(visitor.rawRequest("POST", "/api/chat", body: body))
      let whole = try await visitor.ask()
      try await server.untilQuiet()

      // Nothing is read until the deadline has long passed, so what comes then came before the server gave up.
      let started = ContinuousClock.now
      try await server.until { ContinuousClock.now - started > .seconds(5) }
      let raw = await socket.read()
      let received = Self.body(of: raw)
      #expect(received.count < 10 << 20, "\(received.count)")
      let blocks = EventBlock.all(in: received)
      #expect(!blocks.contains { $0.data == "[DONE]" })
      let seen = blocks.filter { $0.id != nil }
      #expect(seen.count > 1)
      let rest = try await visitor.resume("s1", ("last-event-id", seen.last?.id ?? ""))
      #expect(seen + rest.frames == whole.frames)
      #expect(rest.text.hasSuffix("data: [DONE]\n\n"))
    }
  }

  /// The deadline is for one write, not for a reader that is slow and reads.
  @Test func `a slow reader is not cut off`() async throws {
    let provider = TestProvider([.texts(200, "{n} " + String(repeating: "x", count: 8 << 10)), .stop])
    try await TestServer.with(
      provider,
      configure: { configuration in
        configuration.http.writeDeadline = .seconds(2)
        configuration.limits.readBatchBytes = 16 << 10
      }
    ) { server in
      let visitor = server.visitor()
      let whole = try await visitor.ask()
      try await server.untilQuiet()
      let socket = try RawClient(port: server.port, receiveBuffer: 4096)
      defer { socket.close() }
      let cursor = whole.frames[0].id ?? ""
      socket.send(visitor.with(("last-event-id", cursor)).rawRequest("GET", "/api/chat/s1/stream"))
      var raw: [UInt8] = []
      // Some 6.6 s in all: three deadlines.
      for _ in 0..<30 {
        raw += await socket.read(atLeast: 40 << 10)
        try await Task.sleep(for: .milliseconds(220))
      }
      raw += await socket.read()
      #expect(EventBlock.all(in: Self.body(of: raw)).last?.data == "[DONE]")
    }
  }

  /// The body of a chunked answer, as far as it goes.
  private static func body(of raw: [UInt8]) -> [UInt8] {
    guard let head = raw.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
    var (rest, body) = (raw[head.upperBound...], [UInt8]())
    while let end = rest.firstRange(of: [13, 10]),
      let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16), size > 0
    {
      body += rest[end.upperBound...].prefix(size)
      rest = rest[end.upperBound...].dropFirst(size + 2)
    }
    return body
  }
}
