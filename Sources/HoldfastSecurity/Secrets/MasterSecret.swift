import Crypto

/// The one secret of a deployment, from which the key of each purpose is derived.
///
/// All nodes of a deployment share it. It is never used as a key itself: keys come from it by HKDF-SHA256 (RFC 5869)
/// with an info string per purpose. HKDF is no password hash, so the secret must be random, not a phrase.
public struct MasterSecret: Sendable {
  /// The fewest bytes that a secret may have: as many as the hash has (RFC 2104, section 3).
  public static let minimumBytes = 32

  private let material: SymmetricKey

  /// Takes a secret from configuration.
  ///
  /// Line ends at the end do not count, so that a mounted file, an environment variable and the file of
  /// ``loadOrCreate(path:)`` with the same text are the same secret.
  ///
  /// - Throws: ``SecurityError/Code/secretTooShort`` below ``minimumBytes`` bytes of UTF-8.
  public init(text: String) throws(SecurityError) {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
      bytes.removeLast()
    }
    guard bytes.count >= Self.minimumBytes else {
      throw SecurityError(
        .secretTooShort,
        "the secret has \(bytes.count) bytes and needs at least \(Self.minimumBytes); "
          + "`openssl rand -hex 32` makes a good one")
    }
    material = SymmetricKey(data: bytes)
  }

  /// A short public name of the secret: 8 hexadecimal digits.
  ///
  /// Two nodes, or a node and a store, that show different names do not share a secret.
  public var keyID: String {
    let code = HMAC<SHA256>.authenticationCode(for: Array("holdfast".utf8), using: key(for: .keyID))
    return Hexadecimal.encode(Array(code.prefix(4)))
  }

  /// The key of a purpose: 32 bytes.
  ///
  /// - Parameters:
  ///   - purpose: What the key is for.
  ///   - salt: What tells apart the keys of one purpose; empty when there is only one.
  func key(for purpose: KeyPurpose, salt: [UInt8] = []) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: material, salt: salt, info: Array(purpose.info.utf8), outputByteCount: 32)
  }
}

extension MasterSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`.
  public var description: String { "<redacted>" }
  /// `<redacted>`.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children, so that `dump` and reflection show nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
