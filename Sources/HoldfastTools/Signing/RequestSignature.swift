import Crypto
import FoundationEssentials

/// The signature of a request with a shared secret: HTTP Message Signatures (RFC 9421) with HMAC-SHA-256.
///
/// It covers the method, the whole address, the digest of the body and the idempotency key, so that none of them can be
/// changed, and a request cannot be kept and sent again later or elsewhere.
package struct RequestSignature {
  /// How long a signature is good for, in seconds.
  package static let lifetime: Int64 = 60

  /// The whole address that the request goes to.
  let targetURI: String
  /// The value of the field `Content-Digest`.
  let contentDigest: String
  /// The value of the field `Idempotency-Key`.
  let idempotencyKey: String
  /// Seconds since 1970.
  let created: Int64
  /// What no other request has.
  let nonce: String
  /// Which secret it is, for a receiver with several.
  let keyID: String

  /// Makes the signature of a request.
  package init(
    targetURI: String, contentDigest: String, idempotencyKey: String, created: Int64, nonce: String,
    keyID: String
  ) {
    self.targetURI = targetURI
    self.contentDigest = contentDigest
    self.idempotencyKey = idempotencyKey
    self.created = created
    self.nonce = nonce
    self.keyID = keyID
  }

  /// The value of the field `Signature-Input`.
  package var input: String { "sig1=\(parameters)" }

  /// The value of the field `Signature`.
  package func value(with secret: ToolSecret) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Data(base.utf8), using: secret.key)
    return "sig1=:\(Data(code).base64EncodedString()):"
  }

  /// What is signed (RFC 9421, section 2.5).
  private var base: String {
    """
    "@method": POST
    "@target-uri": \(targetURI)
    "content-digest": \(contentDigest)
    "idempotency-key": \(idempotencyKey)
    "@signature-params": \(parameters)
    """
  }

  private var parameters: String {
    let components = #"("@method" "@target-uri" "content-digest" "idempotency-key")"#
    let times = "created=\(created);expires=\(created + Self.lifetime)"
    return #"\#(components);\#(times);nonce="\#(nonce)";keyid="\#(keyID)";alg="hmac-sha256""#
  }
}
