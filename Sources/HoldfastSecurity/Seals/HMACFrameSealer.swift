import Crypto
public import HoldfastModel

/// Makes seals with HMAC-SHA256 and one key per stream.
///
/// The key of a stream is HKDF-SHA256 (RFC 5869) of the master secret, with the stream's id as salt and
/// `holdfast seal v1` as info: who learns the key of one stream can forge no other.
public struct HMACFrameSealer: FrameSealer {
  private let secret: MasterSecret

  /// Makes a sealer whose seals verify wherever the secret is the same.
  public init(secret: MasterSecret) { self.secret = secret }

  /// Prepares the key of one stream: two derivations of HKDF and two blocks of SHA-256, paid once.
  public func sealer(for stream: StreamID) -> any StreamSealer {
    HMACStreamSealer(
      stream: stream, key: secret.key(for: .seal, salt: Array(stream.rawValue.utf8)))
  }
}
