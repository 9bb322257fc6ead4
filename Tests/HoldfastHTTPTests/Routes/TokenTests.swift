import HoldfastStores
import Foundation
import Holdfast
import HoldfastHTTP
import HoldfastModel
import HoldfastSecurity
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Bearer tokens` {
  private static func secret(_ configuration: inout HoldfastConfiguration) {
    configuration.jwt.secret = SecretText(TokenSigner.secret)
    configuration.jwt.issuer = "https://issuer.example"
  }

  private static let issuer = #","iss":"https://issuer.example""#

  @Test func `name users, whatever their cookies`() async throws {
    let signer = try await TokenSigner.hs256()
    try await TestServer.with(configure: Self.secret) { server in
      let ada = try server.visitor().with(
        ("authorization", "Bearer \(signer.token(for: "ada", more: Self.issuer))"))
      let bob = try ada.with(("authorization", "bearer \(signer.token(for: "bob", more: Self.issuer))"))
      let answer = try await ada.ask()
      #expect(answer.status == 200)
      #expect(answer.head["set-cookie"] == nil)
      #expect(try await ada.messages().count == 2)
      // The same browser with another user's token.
      #expect(try await bob.get("/api/sessions").json["sessions"] == [])
      try ErrorShape.check(try await bob.ask("Hi", message: "m2"), status: 403, code: "SESSION_FORBIDDEN")
      // And with its cookie alone.
      let cookie = Visitor(server: server, fields: [ada.fields[0]])
      #expect(try await cookie.get("/api/sessions/s1").status == 404)
      let stored = try await server.stores.conversations.base.session(SessionID(rawValue: "s1"))
      #expect(stored?.principal == .user("ada"))
    }
  }

  /// What the name of a bad token stands for; the tokens are made in the test.
  enum Forgery: String, CaseIterable, Sendable {
    case expired, notYet, otherSecret, none, noneWithoutSignature, otherAlgorithm, noSubject, noExpiry,
      otherIssuer
    case alteredPayload, garbage, empty, twoTokens, notJSON

    func field(_ signer: TokenSigner) async throws -> String {
      let second = TestServer.now().milliseconds / 1000
      let good = try signer.token(for: "ada", more: issuer)
      let parts = good.split(separator: ".").map { String($0) }
      switch self {
      case .expired: return "Bearer \(try signer.token(for: "ada", seconds: -600, more: issuer))"
      case .notYet: return "Bearer \(try signer.token(for: "ada", more: "\(issuer),\"nbf\":\(second + 600)"))"
      case .otherSecret:
        let forger = try await TokenSigner.hs256("another secret of at least 32 bytes")
        return "Bearer \(try forger.token(for: "ada", more: issuer))"
      case .none: return "Bearer \(Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))).\(parts[1]).\(parts[2])"
      case .noneWithoutSignature:
        return "Bearer \(Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))).\(parts[1])."
      case .otherAlgorithm:
        let payload = #"{"sub":"ada","exp":\#(second + 600)\#(issuer)}"#
        return "Bearer \(try signer.token(payload, header: #"{"alg":"HS512"}"#))"
      case .noSubject: return "Bearer \(try signer.token(#"{"exp":\#(second + 600)\#(issuer)}"#))"
      case .noExpiry: return "Bearer \(try signer.token(#"{"sub":"ada"\#(issuer)}"#))"
      case .otherIssuer:
        return "Bearer \(try signer.token(for: "ada", more: #","iss":"https://evil.example""#))"
      case .alteredPayload:
        let payload = #"{"sub":"root","exp":\#(second + 600)\#(issuer)}"#
        return "Bearer \(parts[0]).\(Base64URL.encode(Array(payload.utf8))).\(parts[2])"
      case .garbage: return "Bearer garbage"
      case .empty: return "Bearer "
      case .twoTokens: return "Bearer \(good), Bearer \(good)"
      case .notJSON: return "Bearer \(try signer.token("ada"))"
      }
    }
  }

  @Test(arguments: Forgery.allCases) func `that prove nobody are refused`(forgery: Forgery) async throws {
    let signer = try await TokenSigner.hs256()
    let field = try await forgery.field(signer)
    let provider = TestProvider.saying()
    try await TestServer.with(provider, configure: Self.secret) { server in
      // The cookie is good; the token's sender meant to be somebody else.
      let visitor = server.visitor().with(("authorization", field))
      let requests: [(String, String, Visitor.Body)] = [
        ("POST", "/api/chat", Visitor.body("Hi")), ("POST", "/api/v/default/s1", Visitor.body("Hi")),
        ("GET", "/api/chat/s1/stream", .none), ("GET", "/api/sessions", .none),
        ("GET", "/api/sessions/s1/messages", .none), ("POST", "/api/chat/s1/stop", .json("{}")),
        ("GET", "/api/streams/x/raw", .none), ("PUT", "/api/sessions/s1/draft", .json(#"{"text":"Hi"}"#)),
        ("DELETE", "/api/sessions/s1", .none),
      ]
      for (method, path, body) in requests {
        let answer = try await visitor.send(method, path, body)
        try ErrorShape.check(answer, status: 401, code: "UNAUTHORIZED")
        #expect(answer.head["www-authenticate"] == "Bearer")
        #expect(answer.head["set-cookie"] == nil)
        #expect(!answer.text.contains(TokenSigner.secret))
      }
      #expect(try await visitor.get("/").status == 200, "the page is for everyone")
      #expect(server.stores.effects.isEmpty)
      #expect(provider.callCount == 0)
    }
  }

  @Test func `of a key set in a file`() async throws {
    let (signer, stranger) = (try await TokenSigner.edDSA(), try await TokenSigner.edDSA())
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-keys-\(UInt64.random(in: 0...UInt64.max)).json")
    try Data(#"{"keys":[\#(signer.jwk)]}"#.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try await TestServer.with(configure: { $0.jwt.keySet = file.path }) { server in
      let ada = try server.nobody.with(("authorization", "Bearer \(signer.token(for: "ada"))"))
      #expect(try await ada.ask().status == 200)
      #expect(try await ada.messages().count == 2)
      let forger = try server.nobody.with(("authorization", "Bearer \(stranger.token(for: "ada"))"))
      try ErrorShape.check(
        try await forger.get("/api/sessions/s1/messages"), status: 401, code: "UNAUTHORIZED")
      let hmac = try await TokenSigner.hs256(signer.jwk)
      let confused = try server.nobody.with(("authorization", "Bearer \(hmac.token(for: "ada"))"))
      try ErrorShape.check(try await confused.ask("Hi", message: "m2"), status: 401, code: "UNAUTHORIZED")
    }
  }

  /// A failure of ours is never a 401.
  @Test func `whose keys cannot be had are not refused, but put off`() async throws {
    let signer = try await TokenSigner.edDSA()
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-keys-\(UInt64.random(in: 0...UInt64.max)).json")
    let token = try signer.token(for: "ada")
    for keys in [nil, #"{"keys":[]}"#, "no JSON"] {
      if let keys { try Data(keys.utf8).write(to: file) }
      defer { try? FileManager.default.removeItem(at: file) }
      try await TestServer.with(configure: { $0.jwt.keySet = file.path }) { server in
        let ada = server.nobody.with(("authorization", "Bearer \(token)"))
        let answer = try await ada.ask()
        try ErrorShape.check(answer, status: 503, code: "KEYS_UNAVAILABLE")
        #expect(answer["www-authenticate"] == nil)
        #expect(server.stores.effects.isEmpty)
      }
    }
  }

  /// So that nobody waits for them who is to be verified.
  @Test func `whose keys are there before the first of them`() async throws {
    let signer = try await TokenSigner.edDSA()
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-keys-\(UInt64.random(in: 0...UInt64.max)).json")
    try Data(#"{"keys":[\#(signer.jwk)]}"#.utf8).write(to: file)
    try await TestServer.with(configure: { $0.jwt.keySet = file.path }) { server in
      try FileManager.default.removeItem(at: file)
      let ada = try server.nobody.with(("authorization", "Bearer \(signer.token(for: "ada"))"))
      #expect(try await ada.ask().status == 200)
    }
  }

  @Test func `whose keys cannot be had are told of, and others are served`() async throws {
    let file = "/nowhere/holdfast-keys.json"
    try await TestServer.with(configure: { $0.jwt.keySet = file }) { server in
      let monitor = Task { await server.services.health.run() }
      defer { monitor.cancel() }
      try await server.until { try await server.nobody.get("/api/status").json["status"] == "degraded" }
      let degraded = try await server.nobody.get("/api/status").json["degraded"]?.arrayValue ?? []
      #expect(degraded.map { $0["component"] } == ["tokens"])
      #expect(degraded.map { $0["cause"] } == ["notFetched"])
      #expect(degraded[0]["message"]?.stringValue?.contains(file) == false)
      #expect(server.services.metrics?().contains("holdfast_degraded{component=\"tokens\"} 1") == true)
      try await server.assembly.adminApplication().test(.live) { admin in
        let ready = try await admin.execute(uri: "/health/ready", method: .get)
        #expect(ready.status == .ok)
        #expect(String(buffer: ready.body) == #"{"status":"ready","reasons":[],"degraded":["tokens"]}"#)
      }
      #expect(try await server.visitor().ask().status == 200)
    }
  }
}

private let issuer = #","iss":"https://issuer.example""#
