public import HoldfastModel
import Synchronization

/// Verifies bearer tokens: JSON Web Tokens (RFC 7519) with the precautions of RFC 8725.
///
/// The algorithm must be on the list before anything else is looked at, each key is bound to one algorithm, and the
/// claims are read only after the signature was verified. Signatures are JWTKit's.
public final class TokenVerifier: Sendable {
  private let settings: TokenConfiguration
  private let accepted: Set<TokenAlgorithm>
  private let secret: VerificationKey?
  private let source: KeySetSource?
  private let now: @Sendable () -> Timestamp
  private let cache: Mutex<TokenCache>

  /// Makes a verifier; nothing is fetched yet.
  ///
  /// - Parameters:
  ///   - settings: Which tokens count.
  ///   - fetch: Fetches the body of a successful answer from a URL. It must end within seconds, follow no redirect
  ///     to another host, and stop reading at ``TokenConfiguration/maximumKeySetBytes``.
  ///   - now: The time.
  /// - Throws: ``SecurityError`` for settings that contradict each other or verify nothing.
  public init(
    _ settings: TokenConfiguration, fetch: @escaping @Sendable (String) async throws -> [UInt8],
    now: @escaping @Sendable () -> Timestamp
  ) async throws(SecurityError) {
    self.settings = settings
    accepted = try settings.acceptedAlgorithms()
    if let text = settings.secret {
      do {
        secret = try await VerificationKey(secret: text)
      } catch {
        throw SecurityError(.invalidTokenSettings, "the secret of HS256 tokens cannot be used")
      }
    } else {
      secret = nil
    }
    if let text = settings.keySet {
      source = KeySetSource(
        location: try KeySetLocation(text), accepted: accepted, settings: settings, fetch: fetch, now: now)
    } else {
      source = nil
    }
    self.now = now
    cache = Mutex(TokenCache(capacity: settings.cacheCapacity))
  }

  /// How fresh the key set is; `nil` when none is configured.
  public var keySetHealth: KeySetHealth? { source?.health }

  /// Fetches the key set if that is due, so that a server can have it before the first request.
  public func prepare() async { _ = await source?.current() }

  /// Verifies a token and returns whom it names.
  ///
  /// - Throws: ``TokenFault``; ``TokenFault/keysUnavailable`` alone is no fault of the token's sender.
  public func verify(_ token: String) async throws(TokenFault) -> Principal {
    let bytes = Array(token.utf8)
    guard bytes.count <= settings.maximumTokenBytes else { throw .malformed }
    let fingerprint = Fingerprint.sha256(bytes)
    let before = now()
    if let principal = cache.withLock({ $0.principal(of: fingerprint, at: before) }) { return principal }

    let parts = try CompactToken(bytes)
    guard let algorithm = TokenAlgorithm(rawValue: parts.algorithm), accepted.contains(algorithm) else {
      throw .algorithmNotAccepted
    }
    try await verifySignature(of: parts, algorithm: algorithm)

    // Fetching keys may have taken a while.
    let now = now()
    let claims = try TokenClaims(payload: parts.payload)
    let principal = try claims.principal(for: settings, at: now)
    let until = min(now + settings.cacheLifetime, claims.expiresAt)
    cache.withLock { $0.insert(principal, for: fingerprint, from: now, until: until) }
    return principal
  }

  private func verifySignature(
    of token: CompactToken, algorithm: TokenAlgorithm
  ) async throws(TokenFault) {
    if algorithm.isSymmetric {
      guard let secret, secret.verifies(token) else { throw .badSignature }
      return
    }
    guard let source, let keys = await source.current() else { throw .keysUnavailable }
    switch keys.verdict(on: token, algorithm: algorithm) {
    case .valid: return
    case .invalid: throw .badSignature
    case .unknownKey:
      guard let newest = await source.newest() else { throw .keysUnavailable }
      guard newest.verdict(on: token, algorithm: algorithm) == .valid else { throw .badSignature }
    }
  }
}
