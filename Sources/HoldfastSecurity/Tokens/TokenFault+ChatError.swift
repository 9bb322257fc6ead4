public import HoldfastModel

extension TokenFault {
  /// Whether the fault is one of our infrastructure, which is never answered with 401.
  public var isInfrastructureFailure: Bool { self == .keysUnavailable }

  /// What the fault means, for the developer, without anything of the token's content.
  public var detail: String {
    switch self {
    case .malformed: "the authorization field holds no well-formed bearer token"
    case .algorithmNotAccepted: "the token's algorithm is not accepted"
    case .badSignature: "the token's signature is not that of an accepted key"
    case .expired: "the token has expired"
    case .notYetValid: "the token is not valid yet"
    case .wrongIssuer: "the token is from another issuer"
    case .wrongAudience: "the token is for another audience"
    case .noSubject: "the token names no usable subject"
    case .tokensNotConfigured: "this server is not configured to take tokens"
    case .keysUnavailable: "the keys that verify tokens cannot be had"
    }
  }

  /// The fault as the error that the client gets: 503 when the keys cannot be had, else 401.
  public var chatError: ChatError {
    guard isInfrastructureFailure else { return .unauthorized(detail) }
    return ChatError(
      .serviceUnavailable, status: 503, code: .keysUnavailable, category: .infrastructure,
      severity: .transient, isRetryable: true, detail: detail,
      message: "We can't check who you are right now. Please try again in a moment.", retryAfterSeconds: 5)
  }

  /// The `WWW-Authenticate` field that a 401 must carry (RFC 6750, section 3); `nil` for a 503.
  public var challenge: String? {
    isInfrastructureFailure ? nil : "Bearer error=\"invalid_token\", error_description=\"\(detail)\""
  }
}
