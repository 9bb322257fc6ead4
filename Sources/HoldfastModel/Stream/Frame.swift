/// One numbered, sealed chunk of a stream, as the log keeps it.
public struct Frame: Sendable, Hashable {
  /// The place in the stream, from 0 without gaps.
  public var position: Int
  /// The chunk as one line of JSON: what stands behind `data:`.
  public var data: [UInt8]
  /// The proof of this frame and of all before it.
  public var seal: Seal

  /// Makes a frame.
  public init(position: Int, data: [UInt8], seal: Seal) {
    self.position = position
    self.data = data
    self.seal = seal
  }
}
