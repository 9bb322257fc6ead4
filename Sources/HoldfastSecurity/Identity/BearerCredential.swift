/// The token in an `Authorization` field.
enum BearerCredential {
  /// Reads `Bearer <token>` (RFC 6750, section 2.1); `nil` for anything else.
  ///
  /// The scheme's name has no case (RFC 9110, section 11.1). Which characters a token may have, its reader decides.
  static func token(in field: String) -> String? {
    let bytes = Array(field.utf8)
    let scheme = Array("bearer ".utf8)
    guard bytes.count > scheme.count,
      zip(bytes, scheme).allSatisfy({ ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 })
    else { return nil }
    let token = bytes[scheme.count...].drop { $0 == UInt8(ascii: " ") }
    return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
  }
}
