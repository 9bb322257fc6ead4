import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The keys of an issuer` {
  private let clock = SettableClock()

  @Test func `are fetched once, when they are needed`() async throws {
    let signer = try await TokenSigner.es256("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    #expect(server.fetches == 0)
    #expect(verifier.keySetHealth?.keys == 0)
    for name in 0..<20 {
      _ = try await verifier.verify(signer.token(for: "user\(name)", at: clock))
    }
    #expect(server.urls == [KeyServer.url])
    #expect(verifier.keySetHealth?.keys == 1)
    #expect(verifier.keySetHealth?.fetchedAt == clock.time)
    #expect(verifier.keySetHealth?.failure == nil)
  }

  @Test func `are fetched once, however many need them at once`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    let tokens = try (0..<50).map { try signer.token(for: "user\($0)", at: clock) }
    server.hold()
    let faults = await withTaskGroup(of: TokenFault?.self) { group in
      for token in tokens { group.addTask { await fault(of: token, by: verifier) } }
      while server.fetches == 0 { await Task.yield() }
      for _ in 0..<100 { await Task.yield() }
      server.release()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(faults.allSatisfy { $0 == nil })
    #expect(server.fetches == 1)
  }

  @Test func `are fetched once, however long that takes`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    let token = try signer.token(#"{"sub":"ada","exp":4000000000}"#)
    server.hold()
    async let first = fault(of: token, by: verifier)
    while server.fetches == 0 { await Task.yield() }
    clock.advance(by: .seconds(3600))
    async let second = fault(of: token, by: verifier)
    for _ in 0..<100 { await Task.yield() }
    #expect(server.fetches == 1)
    server.release()
    let faults = await [first, second]
    #expect(faults == [nil, nil])
  }

  @Test func `can be had before the first request`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    #expect(verifier.keySetHealth?.keys == 1)
    await verifier.prepare()
    _ = try await verifier.verify(signer.token(at: clock))
    #expect(server.fetches == 1)
  }

  @Test func `are fetched again after ten minutes`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    clock.advance(by: .milliseconds(599_999))
    _ = try await verifier.verify(signer.token(for: "x", at: clock))
    #expect(server.fetches == 1)
    clock.advance(by: .milliseconds(1))
    _ = try await verifier.verify(signer.token(for: "y", at: clock))
    #expect(server.fetches == 2)
  }

  @Test func `that were withdrawn count no more after the next fetch`() async throws {
    let (old, new) = (try await TokenSigner.es256("old"), try await TokenSigner.es256("new"))
    let server = KeyServer(keySet(old))
    let verifier = try await server.verifier(clock)
    _ = try await verifier.verify(old.token(at: clock))
    server.body = keySet(new)
    clock.advance(by: .seconds(600))
    #expect(await fault(of: try old.token(for: "x", at: clock), by: verifier) == .badSignature)
    _ = try await verifier.verify(new.token(at: clock))
  }

  @Test func `are rotated without a refused token`() async throws {
    let (old, new) = (try await TokenSigner.es256("old"), try await TokenSigner.es256("new"))
    let server = KeyServer(keySet(old))
    let verifier = try await server.verifier(clock)
    _ = try await verifier.verify(old.token(at: clock))
    clock.advance(by: .seconds(30))
    server.body = keySet(old, new)
    _ = try await verifier.verify(new.token(for: "x", at: clock))
    _ = try await verifier.verify(old.token(for: "y", at: clock))
    #expect(server.fetches == 2, "an unknown key is a reason to look")
  }

  @Test func `are looked for at most every 30 s, whatever tokens name`() async throws {
    let (known, unknown) = (try await TokenSigner.es256("known"), try await TokenSigner.es256("unknown"))
    let server = KeyServer(keySet(known))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    for second in 0..<120 {
      #expect(await fault(of: try unknown.token(for: "\(second)", at: clock), by: verifier) == .badSignature)
      #expect(server.fetches == 1 + second / 30)
      clock.advance(by: .seconds(1))
    }
  }

  @Test func `of a name are the only ones that count for it`() async throws {
    let (a, b) = (try await TokenSigner.es256("a"), try await TokenSigner.es256("b"))
    let verifier = try await KeyServer(keySet(a, b)).verifier(clock)
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600)}"#
    let wrong = try a.token(payload, header: #"{"alg":"ES256","kid":"b"}"#)
    #expect(await fault(of: wrong, by: verifier) == .badSignature)
    for kid in ["A", "", "a ", "a\\u0000", "..", "\\u212A"] {
      let token = try a.token(payload, header: #"{"alg":"ES256","kid":"\#(kid)"}"#)
      #expect(await fault(of: token, by: verifier) == .badSignature, "\(kid)")
    }
  }

  @Test func `are all tried for a token that names none`() async throws {
    let (a, b, c) = (
      try await TokenSigner.es256("a"), try await TokenSigner.es256(nil), try await TokenSigner.es256(nil)
    )
    let server = KeyServer(keySet(a, b))
    let verifier = try await server.verifier(clock)
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600)}"#
    let header = #"{"alg":"ES256"}"#
    for signer in [a, b] {
      #expect(await fault(of: try signer.token(payload, header: header), by: verifier) == nil)
    }
    #expect(await fault(of: try c.token(payload, header: header), by: verifier) == .badSignature)
    clock.advance(by: .seconds(30))
    server.body = keySet(c)
    #expect(await fault(of: try c.token(payload, header: header), by: verifier) == nil)
  }

  @Test func `that are odd cost the others nothing`() async throws {
    let signer = try await TokenSigner.es256("good")
    let odd = [
      "{}", "null", "7", "[]", #"{"kty":"oct","k":"AAAA"}"#,
      #"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#,
      #"{"kty":"EC","crv":"P-256"}"#, #"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
      #"{"kty":"EC","crv":"P-256","x":"!","y":"!"}"#, #"{"kty":"EC","crv":"P-256","x":1,"y":2}"#,
      #"{"kty":"OKP","crv":"X25519","x":"AA"}"#, #"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#,
      #"{"kty":"RSA","n":"AA","e":"AQAB"}"#, #"{"kty":"RSA","n":"","e":""}"#, #"{"kty":"RSA"}"#,
      #"{"kty":"AKP","alg":"ML-DSA-65","pub":"AA"}"#, #"{"kty":"RSA","n":"\#(RSAFixture.modulus)","e":"AA"}"#,
      #"{"kty":"RSA","use":"enc","alg":"RSA-OAEP-256","n":"\#(RSAFixture.modulus)","e":"AQAB"}"#,
    ]
    for member in odd {
      let verifier = try await KeyServer(keySet(members: [member, signer.jwk])).verifier(clock)
      #expect(await fault(of: try signer.token(at: clock), by: verifier) == nil, "\(member)")
      #expect(verifier.keySetHealth?.keys == 1, "\(member)")
    }
  }

  @Test(arguments: [#""use":"enc","#, #""key_ops":["sign"],"#, #""alg":"ES384","#, #""alg":"none","#])
  func `that are not for verifying are not used`(member: String) async throws {
    let (marked, other) = (try await TokenSigner.es256("a"), try await TokenSigner.edDSA("b"))
    let jwk = marked.jwk.replacing(#""use":"sig","#, with: member)
    let verifier = try await KeyServer(keySet(members: [jwk, other.jwk])).verifier(clock)
    #expect(await fault(of: try marked.token(at: clock), by: verifier) == .badSignature)
    #expect(verifier.keySetHealth?.keys == 1)
  }

  @Test func `are no more than the limit`() async throws {
    let signer = try await TokenSigner.edDSA("last")
    let many = (0..<100).map { signer.jwk.replacing("last", with: "key\($0)") }
    let verifier = try await KeyServer(keySet(members: many + [signer.jwk])).verifier(clock)
    await verifier.prepare()
    #expect(verifier.keySetHealth?.keys == 100)
  }

  @Test func `can be in a file, which is read again`() async throws {
    try await withTemporaryDirectory { directory in
      let (old, new) = (try await TokenSigner.es256("old"), try await TokenSigner.es256("new"))
      let path = directory + "/keys.json"
      try write(keySet(old), to: path, permissions: 0o644)
      let server = KeyServer(nil)
      let verifier = try await server.verifier(clock) { $0.keySet = path }
      #expect(await fault(of: try old.token(at: clock), by: verifier) == nil)
      try write(keySet(old, new), to: path)
      clock.advance(by: .seconds(30))
      #expect(await fault(of: try new.token(at: clock), by: verifier) == nil)
      #expect(server.fetches == 0)
    }
  }
}
