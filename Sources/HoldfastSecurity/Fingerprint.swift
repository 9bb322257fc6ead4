import Crypto

/// Names content by its hash.
public enum Fingerprint {
  /// The SHA-256 of bytes: 32 bytes (FIPS 180-4).
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
