import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Tokens that others made` {
  @Test func `HS256, by Python's hmac`() async throws {
    let verifier = try await secretVerifier(SettableClock())
    let token =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJleHAiOjE3NjAwMDA2MDB9."
      + "Mi1NcoKCn9U2Sp9beBBOhJGNDisSHZuJ7FrbR6GhFts"
    #expect(try await verifier.verify(token) == .user("ada"))
  }

  @Test func `RS256, by OpenSSL`() async throws {
    let server = KeyServer(keySet(try await .rsa("rsa-1")))
    let verifier = try await server.verifier(SettableClock())
    #expect(try await verifier.verify(RSAFixture.token) == .user("ada"))
  }

  // The tokens of the standards name no subject, or are no claims at all: these faults come after the signature.
  @Test func `ES256, of RFC 7515, appendix A.3`() async throws {
    let server = KeyServer(
      keySet(members: [
        #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
          + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#
      ]))
    let verifier = try await server.verifier(SettableClock(second: 1_300_819_000))
    let token =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y"
      + "b290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    #expect(await fault(of: token, by: verifier) == .noSubject)
    #expect(await fault(of: token.replacing("DtEh", with: "DtEg"), by: verifier) == .badSignature)
  }

  @Test func `EdDSA, of RFC 8037, appendix A.4`() async throws {
    let server = KeyServer(
      keySet(members: [#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#]))
    let verifier = try await server.verifier(SettableClock())
    let token =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6d"
      + "WbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    #expect(await fault(of: token, by: verifier) == .malformed)
    #expect(await fault(of: token.replacing("hgyY", with: "hgyZ"), by: verifier) == .badSignature)
  }
}
