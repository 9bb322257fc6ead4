package import HoldfastModel

/// Numbers and seals the chunks of one stream.
package struct FrameWriter: Sendable {
  /// The position of the next frame.
  package private(set) var position: Int
  private var seal: Seal
  private let dialect: Dialect
  private let sealer: any StreamSealer

  /// Prepares to go on after the last frame of a stream.
  package init(position: Int, seal: Seal, dialect: Dialect, sealer: any StreamSealer) {
    self.position = position
    self.seal = seal
    self.dialect = dialect
    self.sealer = sealer
  }

  /// The frames of the next chunks.
  package mutating func frames(for chunks: [Chunk]) -> [Frame] {
    chunks.map { chunk in
      let data = chunk.encoded(for: dialect)
      seal = sealer.seal(position: position, data: data, previous: seal)
      defer { position += 1 }
      return Frame(position: position, data: data, seal: seal)
    }
  }
}
