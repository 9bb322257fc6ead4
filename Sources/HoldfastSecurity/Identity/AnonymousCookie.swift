import Crypto
public import HoldfastModel

/// The signed cookie that names an anonymous principal.
///
/// Its value is `<id>.<issued>.<mac>`: the principal's id, the second in which it was made, and the HMAC-SHA256 of
/// the two in base64url. Nobody without the deployment's secret can make one, so an id cannot be guessed or chosen.
public struct AnonymousCookie: Sendable {
  /// How long a cookie is valid, as the browser and the server see it: a year.
  public static let lifetime: Duration = .seconds(31_536_000)
  /// How far in the future a cookie may have been made: nodes' clocks differ, and a clock that was set back must not
  /// cost anyone a conversation.
  static let clockTolerance: Duration = .seconds(86_400)

  /// The cookie's name.
  ///
  /// When the cookie is secure it has the prefix `__Host-`: then browsers take it only from this very host, over
  /// TLS and for all paths, so no other host of the domain can plant one (RFC 6265bis, section 4.1.3.2).
  public var name: String { isSecure ? "__Host-holdfast_anonymous" : "holdfast_anonymous" }

  private let key: SymmetricKey
  private let isSecure: Bool
  private let ids: IDMaker
  private let now: @Sendable () -> Timestamp

  /// Makes and reads the cookies of a deployment.
  ///
  /// - Parameters:
  ///   - secret: The deployment's secret.
  ///   - isSecure: Whether browsers reach the server over TLS only.
  ///   - ids: Makes the ids of new principals.
  ///   - now: The time.
  public init(
    secret: MasterSecret, isSecure: Bool, ids: IDMaker, now: @escaping @Sendable () -> Timestamp
  ) {
    key = secret.key(for: .anonymousCookie)
    self.isSecure = isSecure
    self.ids = ids
    self.now = now
  }

  /// Makes a new anonymous principal's id and the cookie value that proves it.
  public func make() -> (id: String, value: String) {
    let id = ids.make(AnonymousID.self).rawValue
    let signed = "\(id).\(now().milliseconds / 1000)"
    return (id, "\(signed).\(Base64URL.encode(code(of: Array(signed.utf8))))")
  }

  /// The id that a request's `Cookie` field proves; `nil` when it proves none.
  ///
  /// Of several cookies of the name the first valid one counts. The cost is one HMAC for each that has the right
  /// form, so it is bounded by the server's limit of a header.
  public func verify(cookieHeader: String) -> String? {
    for value in CookieHeader.values(named: name, in: cookieHeader) {
      if let id = verify(value: value) { return id }
    }
    return nil
  }

  /// The `Set-Cookie` field that hands a value to a browser.
  public func setCookieHeader(value: String) -> String {
    "\(name)=\(value); HttpOnly; SameSite=Lax; Path=/; Max-Age=\(Self.lifetime.components.seconds)"
      + (isSecure ? "; Secure" : "")
  }

  private func verify(value: [UInt8]) -> String? {
    let fields = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard fields.count == 3, AnonymousID.isValid(Array(fields[0])), let issued = Self.seconds(fields[1]),
      let code = Base64URL.decode(String(decoding: fields[2], as: UTF8.self)),
      ConstantTime.areEqual(code, self.code(of: Array(value[..<fields[1].endIndex])))
    else { return nil }
    let (made, now) = (Timestamp(milliseconds: issued * 1000), now())
    guard made <= now + Self.clockTolerance, now < made + Self.lifetime else { return nil }
    return String(decoding: fields[0], as: UTF8.self)
  }

  private func code(of signed: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: signed, using: key))
  }

  /// Reads seconds since the epoch; few enough digits that no arithmetic can overflow.
  private static func seconds(_ digits: ArraySlice<UInt8>) -> Int64? {
    digits.count <= 12 ? Int64(String(decoding: digits, as: UTF8.self)) : nil
  }
}
