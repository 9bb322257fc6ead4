import Crypto
import HoldfastModel

/// Makes the seals of one stream.
///
/// A seal is the first 16 bytes of an HMAC-SHA256 over these fields, in this order:
///
/// | field | bytes | why |
/// | --- | --- | --- |
/// | version, 1 | 1 | a later format can never be taken for this one |
/// | length of the stream's id | 8 | the id cannot run into what follows it |
/// | the stream's id | n | a frame spliced in from another stream fails, even if two streams had one key |
/// | position | 8 | a repeated, dropped or moved frame fails where it stands |
/// | length of the data | 8 | data and previous seal cannot trade bytes |
/// | data | n | an altered frame fails |
/// | previous seal | 16 | each seal proves all frames before it, so none can be replaced by another valid one |
///
/// Integers are unsigned and big-endian. Half of the HMAC leaves 128 bits (RFC 2104, section 5), and a forger has no
/// oracle to try more than a few.
struct HMACStreamSealer: StreamSealer {
  /// The HMAC after all that is the same for every frame; each seal goes on from a copy.
  private let beginning: HMAC<SHA256>

  init(stream: StreamID, key: SymmetricKey) {
    let name = Array(stream.rawValue.utf8)
    var input: [UInt8] = [1]
    Self.append(name.count, to: &input)
    var code = HMAC<SHA256>(key: key)
    code.update(data: input + name)
    beginning = code
  }

  func seal(position: Int, data: [UInt8], previous: Seal) -> Seal {
    // In one piece: what is done around each update costs as much as the hash of a short frame.
    var input: [UInt8] = []
    input.reserveCapacity(16 + data.count + Seal.byteCount)
    Self.append(position, to: &input)
    Self.append(data.count, to: &input)
    input += data
    input += previous.bytes
    var code = beginning
    code.update(data: input)
    guard let seal = Seal(bytes: Array(code.finalize().prefix(Seal.byteCount))) else {
      preconditionFailure("an HMAC-SHA256 has fewer bytes than a seal")
    }
    return seal
  }

  /// Adds a number, unsigned and big-endian.
  private static func append(_ value: Int, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt64(value).bigEndian) { bytes.append(contentsOf: $0) }
  }
}
