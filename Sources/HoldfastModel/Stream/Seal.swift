/// What proves that a frame is the one that was committed, and that all before it are too.
///
/// 16 bytes: the first half of an HMAC over the stream, the position, the data and the seal before.
public struct Seal: Sendable, Hashable {
  /// The length of a seal, in bytes.
  public static let byteCount = 16

  /// The seal's bytes.
  public let bytes: [UInt8]

  /// Wraps bytes; `nil` unless there are ``byteCount`` of them.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

  /// What stands before the first frame of a stream.
  public static let origin = Seal(unchecked: [UInt8](repeating: 0, count: byteCount))

  /// The seal in base64url without padding: 22 characters.
  public var text: String { Base64URL.encode(bytes) }

  /// Reads the form that ``text`` writes.
  public init?(text: String) {
    guard let bytes = Base64URL.decode(text), bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }
}

/// Makes seals.
///
/// The key stays with whoever implements it.
public protocol FrameSealer: Sendable {
  /// Prepares the key of one stream, so that the cost of deriving it is paid once.
  func sealer(for stream: StreamID) -> any StreamSealer
}

/// Makes the seals of one stream.
public protocol StreamSealer: Sendable {
  /// The seal of a frame.
  ///
  /// - Parameters:
  ///   - position: The frame's position in the stream, from 0.
  ///   - data: The frame's data, as it goes over the wire.
  ///   - previous: The seal of the frame before; ``Seal/origin`` for the first.
  func seal(position: Int, data: [UInt8], previous: Seal) -> Seal
}
