import HoldfastModel

/// What a verified token says (RFC 7519, section 4.1).
struct TokenClaims: Sendable {
  let expiresAt: Timestamp
  let notBefore: Timestamp?
  let issuedAt: Timestamp?
  let issuer: String?
  let audiences: [String]
  let subject: String?
  /// Where the subject lives, as an IANA name (OpenID Connect Core 1.0, section 5.1).
  let timeZone: String?

  /// Reads the payload of a token whose signature was verified.
  ///
  /// - Throws: ``TokenFault/malformed`` when it is no JSON object, has no `exp`, or has a claim of a wrong type.
  init(payload: [UInt8]) throws(TokenFault) {
    guard let claims = (try? JSONParser.parse(payload))?.objectValue,
      let expiresAt = try Self.time(claims["exp"])
    else { throw .malformed }
    self.expiresAt = expiresAt
    notBefore = try Self.time(claims["nbf"])
    issuedAt = try Self.time(claims["iat"])
    issuer = claims["iss"]?.stringValue
    subject = claims["sub"]?.stringValue
    timeZone = claims["zoneinfo"]?.stringValue
    switch claims["aud"] {
    case .string(let audience)?: audiences = [audience]
    case .array(let values)?: audiences = values.compactMap(\.stringValue)
    default: audiences = []
    }
  }

  /// Checks the claims against the settings and the time, and returns whom they name.
  func principal(
    for settings: TokenConfiguration, at now: Timestamp
  ) throws(TokenFault) -> Principal {
    guard now < expiresAt + settings.leeway else { throw .expired }
    for time in [notBefore, issuedAt] {
      if let time, time > now + settings.leeway { throw .notYetValid }
    }
    if let expected = settings.issuer {
      guard let issuer, Self.isSame(issuer, expected) else { throw .wrongIssuer }
    }
    if let expected = settings.audience {
      guard audiences.contains(where: { Self.isSame($0, expected) }) else { throw .wrongAudience }
    }
    guard let subject, SubjectRule.isValid(subject) else { throw .noSubject }
    return .user(subject)
  }

  /// Compares byte for byte, as RFC 7519 asks (section 7.3); Swift's `==` would take some different texts as equal.
  private static func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

  /// Reads a NumericDate: seconds since the epoch, whole or not, until the year 9999.
  private static func time(_ value: JSONValue?) throws(TokenFault) -> Timestamp? {
    guard let value else { return nil }
    guard case .number(let number) = value, case let seconds = number.doubleValue,
      seconds.magnitude <= 253_402_300_799
    else { throw .malformed }
    return Timestamp(milliseconds: Int64((seconds * 1000).rounded(.down)))
  }
}
