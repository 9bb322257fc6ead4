/// The token in an `Authorization` field.
enum BearerCredential {
  /// Reads `Bearer <token>` (RFC 6750, section 2.1); `nil` for anything else.
  ///
  /// The scheme's name has no case (RFC 9110, section 11.1). The token may have only the characters that a signed
  /// token in compact form has (RFC 7515, section 7.1), so two fields joined by a comma are refused.
  static func token(in field: String) -> String? {
    let bytes = Array(field.utf8)
    let scheme = Array("bearer ".utf8)
    guard bytes.count > scheme.count,
      zip(bytes, scheme).allSatisfy({ ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 })
    else { return nil }
    let token = bytes[scheme.count...].drop { $0 == UInt8(ascii: " ") }
    guard !token.isEmpty, token.allSatisfy(isTokenByte) else { return nil }
    return String(decoding: token, as: UTF8.self)
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
