public import HoldfastModel

/// Checks that frames are those that were committed: all of them, unaltered and in order.
///
/// A value that goes on where it stopped, so a long stream can be checked page by page. After a fault it stays at the
/// position of the fault.
public struct SealVerifier: Sendable {
  /// The position that the next frame must have.
  public private(set) var position: Int
  /// The seal of the frame before it.
  public private(set) var previous: Seal
  private let sealer: any StreamSealer

  /// Makes a verifier that begins after a seal that is known to be good.
  ///
  /// - Parameters:
  ///   - sealer: Makes the seals of the stream.
  ///   - position: The position of the first frame to come.
  ///   - previous: The seal of the frame before it; ``HoldfastModel/Seal/origin`` at the beginning of a stream.
  public init(_ sealer: any StreamSealer, position: Int = 0, previous: Seal = .origin) {
    self.sealer = sealer
    self.position = position
    self.previous = previous
  }

  /// Checks one frame, and goes on behind it when it is the one that must come now.
  public mutating func accepts(_ frame: Frame) -> Bool {
    guard frame.position == position else { return false }
    let expected = sealer.seal(position: position, data: frame.data, previous: previous)
    guard ConstantTime.areEqual(expected.bytes, frame.seal.bytes) else { return false }
    previous = expected
    position += 1
    return true
  }

  /// The position of the first frame that is not as it was committed; `nil` when all are.
  ///
  /// - Parameters:
  ///   - frames: The frames that follow.
  ///   - end: The position after the last frame, where it is known: the seals alone cannot tell that frames are
  ///     missing at the end. When it is given, a stream that is shorter or longer has its fault there.
  public mutating func firstFault(in frames: some Sequence<Frame>, endingAt end: Int? = nil) -> Int? {
    for frame in frames where position == end || !accepts(frame) { return position }
    guard let end, position != end else { return nil }
    return position
  }
}
