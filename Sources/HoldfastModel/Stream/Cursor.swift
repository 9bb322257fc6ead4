/// A place in a stream, as sent in `id:` and given back in `Last-Event-ID`.
///
/// `position` is inclusive: it names the last frame that the reader has. The seal proves that the reader got that
/// very frame.
public struct Cursor: Sendable, Hashable, CustomStringConvertible {
  /// The stream.
  public var stream: StreamID
  /// The position of the last frame that the reader has.
  public var position: Int
  /// The seal of the frame at that place.
  public var seal: Seal

  /// Makes a cursor.
  public init(stream: StreamID, position: Int, seal: Seal) {
    self.stream = stream
    self.position = position
    self.seal = seal
  }

  /// The wire form: `<stream>.<position>.<seal>`.
  public var description: String { "\(stream).\(position).\(seal.text)" }

  /// Reads the wire form; `nil` for anything that ``description`` could not have written.
  public init?(_ text: String) {
    let fields = text.split(separator: ".", omittingEmptySubsequences: false)
    guard fields.count == 3, !fields[0].isEmpty,
      let position = Int(fields[1]), position >= 0, String(position) == fields[1],
      let seal = Seal(text: String(fields[2]))
    else { return nil }
    self.init(stream: StreamID(rawValue: String(fields[0])), position: position, seal: seal)
  }
}
