import HoldfastModel

/// Finds out who is asking, from the fields of a request.
public struct Authenticator: Sendable {
  private let tokens: TokenVerifier?
  private let cookies: AnonymousCookie?

  /// Makes an authenticator.
  ///
  /// - Parameters:
  ///   - tokens: Verifies bearer tokens; `nil` when none are configured, and then every token is refused.
  ///   - cookies: Reads anonymous cookies; `nil` when nobody may be anonymous.
  public init(tokens: TokenVerifier?, cookies: AnonymousCookie?) {
    self.tokens = tokens
    self.cookies = cookies
  }

  /// The identity that a request proves.
  ///
  /// A bearer token counts before the cookie, and one that is not valid is never passed over in the cookie's favour:
  /// its sender meant to be somebody. A cookie that is not valid is as good as none.
  ///
  /// - Parameters:
  ///   - authorization: The value of the `Authorization` field; `nil` when there is no such field.
  ///   - cookie: The value of the `Cookie` field; `nil` when there is no such field.
  /// - Throws: ``TokenFault`` for an `Authorization` field that proves nobody.
  public func identify(authorization: String?, cookie: String?) async throws(TokenFault) -> Identity {
    if let authorization {
      guard let tokens else { throw .tokensNotConfigured }
      guard let token = BearerCredential.token(in: authorization) else { throw .malformed }
      return .principal(try await tokens.verify(token))
    }
    if let cookie, let id = cookies?.verify(cookieHeader: cookie) { return .principal(.anonymous(id)) }
    return .none
  }

  /// The time zone that a token names, as the OpenID Connect claim `zoneinfo`: an IANA name such as `Europe/Berlin`.
  ///
  /// Only for a token that ``identify(authorization:cookie:)`` has verified.
  ///
  /// - Returns: The name as it stands in the token; `nil` when there is none.
  public func timeZone(authorization: String?) -> String? {
    guard let authorization, let token = BearerCredential.token(in: authorization),
      let parts = try? CompactToken(Array(token.utf8)), let claims = try? TokenClaims(payload: parts.payload)
    else { return nil }
    return claims.timeZone
  }
}
