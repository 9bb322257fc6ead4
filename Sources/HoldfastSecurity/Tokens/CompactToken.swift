import HoldfastModel

/// A signed token in compact form (RFC 7515, section 7.1), taken apart and not verified.
///
/// One strict reader for every check: base64url without padding or stray bits, and JSON as Holdfast reads it
/// everywhere, so the algorithm that is looked at is the algorithm that counts.
struct CompactToken: Sendable {
  /// What the header says the algorithm is.
  let algorithm: String
  /// The name of the key, when the header has one.
  let keyID: String?
  /// What is signed: header and payload as they were sent.
  let signingInput: [UInt8]
  /// The payload's bytes, which mean nothing until the signature is verified.
  let payload: [UInt8]
  /// The signature.
  let signature: [UInt8]

  /// Takes a token apart.
  ///
  /// - Throws: ``TokenFault/malformed``.
  init(_ token: [UInt8]) throws(TokenFault) {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3,
      let headerBytes = Base64URL.decode(String(decoding: parts[0], as: UTF8.self)),
      let payload = Base64URL.decode(String(decoding: parts[1], as: UTF8.self)),
      let signature = Base64URL.decode(String(decoding: parts[2], as: UTF8.self)),
      let header = (try? JSONParser.parse(headerBytes))?.objectValue,
      let algorithm = header["alg"]?.stringValue
    else { throw .malformed }
    // An extension that must be understood, of which none is (RFC 7515, section 4.1.11).
    guard header["crit"] == nil else { throw .malformed }
    if let keyID = header["kid"] {
      guard let text = keyID.stringValue else { throw .malformed }
      self.keyID = text
    } else {
      keyID = nil
    }
    self.algorithm = algorithm
    self.payload = payload
    self.signature = signature
    signingInput = Array(token[..<parts[1].endIndex])
  }
}
