import Crypto
import FoundationEssentials
import HoldfastModel
import HoldfastTools
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A call is signed` {
  /// Checks a request as a tool would: from what came over the wire and the secret alone, by the text of RFC 9421.
  private static func verify(_ request: ToolRequest, secret: String) throws -> [String: String] {
    let digest = Data(SHA256.hash(data: request.body)).base64EncodedString()
    #expect(request["content-digest"] == "sha-256=:\(digest):")
    let input = try #require(request["signature-input"])
    let parameters = try #require(input.split(separator: "=", maxSplits: 1).last)
    #expect(input.hasPrefix("sig1="))
    let pieces = parameters.split(separator: ";")
    let components = try #require(pieces.first)
    #expect(components == #"("@method" "@target-uri" "content-digest" "idempotency-key")"#)
    let host = try #require(request["host"])
    let lines = [
      "\"@method\": \(request.method)",
      "\"@target-uri\": http://\(host)\(request.target)",
      "\"content-digest\": \(try #require(request["content-digest"]))",
      "\"idempotency-key\": \(try #require(request["idempotency-key"]))",
      "\"@signature-params\": \(parameters)",
    ]
    let code = HMAC<SHA256>.authenticationCode(
      for: Data(lines.joined(separator: "\n").utf8), using: SymmetricKey(data: Data(secret.utf8)))
    #expect(request["signature"] == "sig1=:\(Data(code).base64EncodedString()):")
    let named = pieces.dropFirst().map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(uniqueKeysWithValues: named.map { (String($0[0]), String($0[1])) })
  }

  @Test func `so that the tool can tell by the secret who calls`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      var configuration = HTTPToolConfiguration.local(server.port)
      configuration.secret = ToolSecret(" s3cret\n")
      var surroundings = Surroundings()
      surroundings.now = { Timestamp(milliseconds: 1_700_000_000_999) }
      let tool = try HTTPTool(configuration, in: surroundings)
      _ = try await tool.execute(.sample)
      _ = try await tool.execute(.sample)
      try await tool.compensate(.sample)
      var nonces: Set<String> = []
      for request in server.requests {
        let parameters = try Self.verify(request, secret: "s3cret")
        #expect(parameters["created"] == "1700000000")
        #expect(parameters["expires"] == "1700000060")
        #expect(parameters["keyid"] == "\"book\"")
        #expect(parameters["alg"] == "\"hmac-sha256\"")
        let nonce = try #require(parameters["nonce"])
        #expect(nonce.count >= 24)
        nonces.insert(nonce)
      }
      #expect(nonces.count == 3)
    }
  }

  /// The value was computed with Python's `hmac` from the signature base, written out by hand.
  @Test func `as another implementation signs it`() {
    let signature = RequestSignature(
      targetURI: "https://tools.example/book?v=1",
      contentDigest: "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:",
      idempotencyKey: "01stream/call_1", created: 1_700_000_000, nonce: "bm9uY2U", keyID: "book")
    #expect(
      signature.input
        == #"sig1=("@method" "@target-uri" "content-digest" "idempotency-key");created=1700000000"#
        + #";expires=1700000060;nonce="bm9uY2U";keyid="book";alg="hmac-sha256""#)
    #expect(
      signature.value(with: ToolSecret("s3cret")) == "sig1=:iw/mOrj+DLv1B0GhR5NQT/MPgWiDVRjU8XN3BwMtGJA=:")
  }

  @Test func `a secret is never printed`() {
    let secret = ToolSecret("s3cret")
    #expect(!"\(secret) \(String(reflecting: secret))".contains("s3cret"))
    var configuration = HTTPToolConfiguration.local(1)
    configuration.secret = secret
    #expect(!String(reflecting: configuration).contains("s3cret"))
  }
}
