import Holdfast
import HoldfastModel
import HoldfastSecurity
import Testing

/// The rules about tokens are those of the verifier: what passes here can be served, and nothing else passes.
@Suite(.timeLimit(.minutes(1)))
struct TokenRuleTests {
  static let secrets: [String?] = [nil, "short", String(repeating: "s", count: 32)]
  static let keySets: [String?] = [
    nil, "keys.json", "/etc/keys.json", "https://issuer.example/keys", "http://issuer.example/keys",
    "http://localhost:8080/keys", "http://127.0.0.1/keys", "http://localhost.example/keys",
    "ftp://issuer.example/keys",
    "://",
  ]
  static let algorithms: [Set<TokenAlgorithm>?] = [nil, [.hs256], [.rs256], [.hs256, .edDSA]]

  @Test(arguments: secrets, keySets)
  func theVerifierAgrees(secret: String?, keySet: String?) async throws {
    for algorithms in Self.algorithms {
      var configuration = HoldfastConfiguration()
      configuration.provider.access.kind = .scripted
      configuration.jwt.secret = secret.map { SecretText($0) }
      configuration.jwt.keySet = keySet
      configuration.jwt.algorithms = algorithms
      let isValid = (try? configuration.validate()) != nil
      guard let settings = configuration.tokenConfiguration else {
        #expect(isValid == (algorithms == nil))
        continue
      }
      let verifier = try? await TokenVerifier(
        settings, fetch: { _ in [] }, now: { Timestamp(milliseconds: 0) })
      #expect(isValid == (verifier != nil), "\(keySet ?? "") \(algorithms ?? [])")
    }
  }
}
