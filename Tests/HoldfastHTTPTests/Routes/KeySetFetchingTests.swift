import HTTPTypes
import Holdfast
import HoldfastHTTP
import HoldfastModel
import HoldfastSecurity
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Fetching the keys of tokens` {
  /// An issuer, and the requests that it was sent.
  private struct Issuer {
    var url: String
    var requests: Signal<String>
    /// Lets an answer that stands still go on.
    var gates: Signal<Void>
  }

  private static let limit = 4096

  private static func withIssuer(_ body: @escaping @Sendable (Issuer) async throws -> Void) async throws {
    let (requests, gates) = (Signal<String>(), Signal<Void>())
    let router = Router()
    router.get("{case}") { request, context in
      let name = context.parameters.get("case") ?? ""
      requests.send(name)
      return answer(to: name, gates: gates)
    }
    let application = Application(
      router: router, logger: Logger(label: "issuer") { _ in SwiftLogNoOpLogHandler() })
    try await application.test(.live) { client in
      try await body(Issuer(url: "http://localhost:\(client.port ?? 0)/", requests: requests, gates: gates))
    }
  }

  private static func answer(to name: String, gates: Signal<Void>) -> Response {
    func text(_ text: String, _ status: HTTPResponse.Status = .ok, _ fields: HTTPFields = [:]) -> Response {
      Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
    switch name {
    case "keys": return text(#"{"keys":[]}"#)
    case "redirect": return text("", .found, [.location: "/keys"])
    case "gone": return text("{}", .notFound)
    case "large": return text(String(repeating: " ", count: limit + 1))
    case "pieces":
      return Response(
        status: .ok,
        body: ResponseBody { writer in
          for _ in 0...4 { try await writer.write(ByteBuffer(repeating: 0x20, count: limit / 4)) }
          try await writer.finish(nil)
        })
    case "silent":
      return Response(
        status: .ok,
        body: ResponseBody { writer in
          try await writer.write(ByteBuffer(string: "{"))
          try await gates.wait()
          try await writer.finish(nil)
        })
    default: return text("<html>", .ok, [.contentType: "text/html"])
    }
  }

  private static func fetch(_ name: String, from issuer: Issuer, deadline: Duration = .seconds(30))
    async throws
    -> [UInt8]
  {
    try await KeySetFetching.fetch(
      issuer.url + name, limit: limit, deadline: deadline, with: TestServer.client)
  }

  @Test func `gives the body of an answer`() async throws {
    try await Self.withIssuer { issuer in
      let bytes = try await Self.fetch("keys", from: issuer)
      #expect(String(decoding: bytes, as: UTF8.self) == #"{"keys":[]}"#)
    }
  }

  @Test func `follows no redirect`() async throws {
    try await Self.withIssuer { issuer in
      await #expect(throws: KeySetFetching.Failure.self) { try await Self.fetch("redirect", from: issuer) }
      #expect(try await issuer.requests.wait() == "redirect")
      // Had it followed, this would come second.
      _ = try await Self.fetch("other", from: issuer)
      #expect(try await issuer.requests.wait() == "other")
    }
  }

  @Test func `takes no error's body`() async throws {
    try await Self.withIssuer { issuer in
      await #expect(throws: KeySetFetching.Failure.self) { try await Self.fetch("gone", from: issuer) }
    }
  }

  @Test(arguments: ["large", "pieces"]) func `reads no more than the limit`(name: String) async throws {
    try await Self.withIssuer { issuer in
      await #expect(throws: NIOTooManyBytesError.self) { try await Self.fetch(name, from: issuer) }
    }
  }

  @Test func `ends at its deadline, though an answer has begun`() async throws {
    try await Self.withIssuer { issuer in
      await #expect(throws: KeySetFetching.Failure.self) {
        try await Self.fetch("silent", from: issuer, deadline: .milliseconds(200))
      }
      // Only now may the answer end.
      issuer.gates.send()
    }
  }

  @Test func `gives up where nobody listens`() async throws {
    try await Self.withIssuer { issuer in
      let url = "http://localhost:1/keys"
      await #expect(throws: (any Error).self) {
        try await KeySetFetching.fetch(url, limit: Self.limit, deadline: .seconds(2), with: TestServer.client)
      }
    }
  }

  /// Each of them is told by its cause, and puts the sender of a token off.
  @Test(arguments: [
    ("redirect", "notFetched"), ("gone", "notFetched"), ("large", "noUsableKey"), ("html", "notAKeySet"),
    ("keys", "noUsableKey"),
  ])
  func `what is no key set is none`(name: String, cause: String) async throws {
    try await Self.withIssuer { issuer in
      try await TestServer.with(configure: { $0.jwt.keySet = issuer.url + name }) { server in
        let monitor = Task { await server.services.health.run() }
        defer { monitor.cancel() }
        try await server.until { !server.services.health.degradations.isEmpty }
        #expect(server.services.health.degradations.map(\.component) == ["tokens"])
        if name != "large" { #expect(server.services.health.degradations.map(\.cause) == [cause]) }
        let token = try await TokenSigner.edDSA().token(for: "ada")
        let answer = try await server.nobody.with(("authorization", "Bearer \(token)")).ask()
        try ErrorShape.check(answer, status: 503, code: "KEYS_UNAVAILABLE")
      }
    }
  }
}
