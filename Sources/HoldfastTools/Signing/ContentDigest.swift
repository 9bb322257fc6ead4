import Crypto
import FoundationEssentials

/// The field `Content-Digest` (RFC 9530) with SHA-256.
enum ContentDigest {
  /// The value of the field for a body.
  static func value(of body: [UInt8]) -> String {
    "sha-256=:\(Data(SHA256.hash(data: body)).base64EncodedString()):"
  }
}
