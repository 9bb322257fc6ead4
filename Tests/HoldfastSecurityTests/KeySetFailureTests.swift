import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `When the issuer's keys cannot be had` {
  private let clock = SettableClock()

  @Test(
    arguments: [
      (nil, .notFetched), ("", .notAKeySet), ("<html>", .notAKeySet), ("[]", .notAKeySet),
      ("{}", .notAKeySet),
      (#"{"keys":{}}"#, .notAKeySet), (#"{"keys":null}"#, .notAKeySet), (#"{"keys":[]}"#, .noUsableKey),
      (#"{"keys":[{"kty":"oct","k":"AAAA"}]}"#, .noUsableKey),
      (#"{"keys":["# + String(repeating: " ", count: 1024 * 1024) + "]}", .tooLarge),
    ] as [(String?, KeySetFailure)])
  func `nothing is said about a token`(body: String?, failure: KeySetFailure) async throws {
    let verifier = try await KeyServer(body).verifier(clock)
    let token = try await TokenSigner.es256("a").token(at: clock)
    #expect(await fault(of: token, by: verifier) == .keysUnavailable)
    #expect(verifier.keySetHealth?.failure == failure)
    #expect(verifier.keySetHealth?.keys == 0)
    #expect(verifier.keySetHealth?.fetchedAt == nil)
  }

  @Test(arguments: ["/none/keys.json", "/dev/zero", "/tmp", "keys.json"])
  func `a file that is none is the same`(path: String) async throws {
    let verifier = try await KeyServer(nil).verifier(clock) { $0.keySet = path }
    let token = try await TokenSigner.es256("a").token(at: clock)
    #expect(await fault(of: token, by: verifier) == .keysUnavailable)
    #expect(verifier.keySetHealth?.failure == .notFetched)
  }

  @Test func `a server that starts first soon has them`() async throws {
    let signer = try await TokenSigner.es256("a")
    let server = KeyServer(nil)
    let verifier = try await server.verifier(clock)
    let token = try signer.token(at: clock)
    for _ in 0..<5 {
      #expect(await fault(of: token, by: verifier) == .keysUnavailable)
      #expect(server.fetches == 1)
      clock.advance(by: .milliseconds(999))
    }
    server.body = keySet(signer)
    clock.advance(by: .milliseconds(5))
    #expect(await fault(of: token, by: verifier) == nil)
    #expect(server.fetches == 2)
  }

  @Test func `the last good ones count`() async throws {
    let signer = try await TokenSigner.es256("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    let fetchedAt = clock.time
    for body in [nil, "<html>", #"{"keys":[]}"#] {
      server.body = body
      for hour in 0..<3 {
        clock.advance(by: .seconds(3600))
        #expect(await fault(of: try signer.token(for: "\(hour)", at: clock), by: verifier) == nil)
      }
    }
    #expect(verifier.keySetHealth?.keys == 1)
    #expect(verifier.keySetHealth?.fetchedAt == fetchedAt)
    #expect(verifier.keySetHealth?.failure != nil)
    #expect(await fault(of: try await TokenSigner.es256("a").token(at: clock), by: verifier) == .badSignature)
  }

  /// The key may be one that the issuer made a moment ago, so a 401 would be our failure put on the user.
  @Test func `an unknown key is not refused`() async throws {
    let (old, new) = (try await TokenSigner.es256("old"), try await TokenSigner.es256("new"))
    let server = KeyServer(keySet(old))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    server.body = nil
    clock.advance(by: .seconds(30))
    let token = try new.token(at: clock)
    #expect(await fault(of: token, by: verifier) == .keysUnavailable)
    #expect(await fault(of: token, by: verifier) == .keysUnavailable, "also before the next try")
    #expect(server.fetches == 2)
    server.body = keySet(old, new)
    clock.advance(by: .seconds(30))
    #expect(await fault(of: token, by: verifier) == nil)
  }

  @Test func `it is tried again every 30 s`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    server.body = nil
    clock.advance(by: .seconds(600))
    for second in 0..<100 {
      #expect(await fault(of: try signer.token(for: "\(second)", at: clock), by: verifier) == nil)
      await settle(server, fetches: 2 + second / 30)
      clock.advance(by: .seconds(1))
    }
  }

  @Test func `nobody waits for an issuer that failed before`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    server.body = nil
    clock.advance(by: .seconds(600))
    #expect(await fault(of: try signer.token(for: "x", at: clock), by: verifier) == nil)
    server.hold()
    clock.advance(by: .seconds(30))
    // These return although the fetch does not.
    #expect(await fault(of: try signer.token(for: "y", at: clock), by: verifier) == nil)
    #expect(await fault(of: try signer.token(for: "z", at: clock), by: verifier) == nil)
    await settle(server, fetches: 3)
    server.release()
  }

  @Test func `a request that goes away takes nothing from the others`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock)
    let token = try signer.token(at: clock)
    server.hold()
    let first = Task { await fault(of: token, by: verifier) }
    while server.fetches == 0 { await Task.yield() }
    first.cancel()
    let second = Task { await fault(of: token, by: verifier) }
    for _ in 0..<100 { await Task.yield() }
    server.release()
    #expect(await second.value == nil)
    _ = await first.value
    #expect(server.fetches == 1)
  }

  @Test func `a clock that goes back stops nothing`() async throws {
    let (old, new) = (try await TokenSigner.edDSA("old"), try await TokenSigner.edDSA("new"))
    let server = KeyServer(keySet(old))
    let verifier = try await server.verifier(clock)
    await verifier.prepare()
    server.body = keySet(new)
    clock.advance(by: .seconds(-3600))
    #expect(await fault(of: try new.token(at: clock), by: verifier) == nil)
  }

  @Test func `no key set makes it crash`() async throws {
    let signers = [
      try await TokenSigner.es256("a"), try await TokenSigner.edDSA("a"), try await TokenSigner.rsa("a"),
    ]
    var generator = SplitMix64(seed: 7)
    for round in 0..<600 {
      let signer = signers[round % signers.count]
      var bytes = Array(keySet(signer).utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
          in: 0x20...0x7E, using: &generator)
      }
      let verifier = try await KeyServer(String(decoding: bytes, as: UTF8.self)).verifier(clock)
      _ = await fault(of: try signer.token(at: clock), by: verifier)
    }
  }

  /// Waits until the fetches that were begun behind a request have reached the server.
  private func settle(_ server: KeyServer, fetches: Int) async {
    while server.fetches < fetches { await Task.yield() }
    #expect(server.fetches == fetches)
  }
}
