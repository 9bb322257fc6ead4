/// Why a token proves nobody.
public enum TokenFault: String, Error, Sendable, Hashable, CaseIterable {
  /// No token, or one that is not written as the standards say.
  case malformed
  /// The header names an algorithm that is not accepted here.
  case algorithmNotAccepted
  /// The signature is not that of an accepted key.
  case badSignature
  /// The time in `exp` has passed.
  case expired
  /// The time in `nbf` or `iat` has not come.
  case notYetValid
  /// `iss` is not the configured issuer.
  case wrongIssuer
  /// `aud` does not name the configured audience.
  case wrongAudience
  /// `sub` names nobody, or in a way that could be taken for somebody else.
  case noSubject
  /// The server takes no tokens at all.
  case tokensNotConfigured
  /// The keys cannot be had, so nothing can be said about the token: a failure of ours, not of its sender.
  case keysUnavailable
}
