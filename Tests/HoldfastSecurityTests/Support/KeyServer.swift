import HoldfastModel
import HoldfastSecurity
import Synchronization

/// An issuer's key set, as it is fetched: it can change, fail and hang.
final class KeyServer: Sendable {
  struct Down: Error {}

  private struct State {
    var body: String?
    var urls: [String] = []
    var isHeld = false
    var held: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  /// Starts with a key set; `nil` for a server that is down.
  init(_ body: String?) { state = Mutex(State(body: body)) }

  var body: String? {
    get { state.withLock { $0.body } }
    set { state.withLock { $0.body = newValue } }
  }

  /// The URLs that were fetched.
  var urls: [String] { state.withLock { $0.urls } }
  /// How often the key set was fetched.
  var fetches: Int { urls.count }

  /// Lets every fetch wait until ``release()``.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Lets the fetches go on that wait.
  func release() {
    let held = state.withLock { state in
      defer { (state.isHeld, state.held) = (false, []) }
      return state.held
    }
    for continuation in held { continuation.resume() }
  }

  /// The fetch as the code under test takes it.
  var fetch: @Sendable (String) async throws -> [UInt8] {
    { url in
      self.state.withLock { $0.urls.append(url) }
      await withCheckedContinuation { continuation in
        let isHeld = self.state.withLock { state in
          if state.isHeld { state.held.append(continuation) }
          return state.isHeld
        }
        if !isHeld { continuation.resume() }
      }
      guard let body = self.body else { throw Down() }
      return Array(body.utf8)
    }
  }

  static let url = "https://issuer.example/keys"

  /// A verifier that takes its keys from here.
  func verifier(
    _ clock: SettableClock, _ change: (inout TokenConfiguration) -> Void = { _ in }
  ) async throws -> TokenVerifier {
    var settings = TokenConfiguration(keySet: Self.url)
    change(&settings)
    return try await TokenVerifier(settings, fetch: fetch, now: clock.now)
  }
}

/// A verifier of HS256 tokens.
func secretVerifier(
  _ clock: SettableClock, _ change: (inout TokenConfiguration) -> Void = { _ in }
) async throws -> TokenVerifier {
  var settings = TokenConfiguration(secret: SecretText(TokenSigner.secret))
  change(&settings)
  return try await TokenVerifier(settings, fetch: { _ in throw KeyServer.Down() }, now: clock.now)
}

/// The fault with which a token is refused; `nil` when it is accepted.
func fault(of token: String, by verifier: TokenVerifier) async -> TokenFault? {
  do throws(TokenFault) {
    _ = try await verifier.verify(token)
    return nil
  } catch {
    return error
  }
}
