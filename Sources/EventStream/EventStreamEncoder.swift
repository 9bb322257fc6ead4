/// Encodes the frames of an event stream.
///
/// What cannot be encoded exactly is rejected; nothing is stripped or replaced on the way. A frame therefore
/// decodes to exactly one event, with the very ID and data it was made from, and no input can end its line
/// and begin a field of its own. When a function throws, the buffer is as it was before the call.
public enum EventStreamEncoder {
  /// Appends one event: an `id` line, a `data` line and the blank line that dispatches it.
  ///
  /// The data is copied without being decoded. It is meant to be one line of JSON; that it is valid UTF-8 is
  /// up to the caller, and a parser replaces what is not.
  ///
  /// - Parameters:
  ///   - id: The event ID: one or more ASCII letters, digits, `-`, `_` and `.`. Without one, the `id` line is
  ///     left out and the ID of the frame before stays in force.
  ///   - data: One line of bytes, none of them below 0x20.
  ///   - buffer: The buffer to append to.
  @inlinable
  public static func appendFrame(
    id: String?, data: some Collection<UInt8>, to buffer: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    try data.withSpan { (data) throws(EventStreamEncodingError) in
      try appendFrame(id: id, line: data, to: &buffer)
    }
  }

  /// Appends a comment line, which a client ignores.
  ///
  /// No blank line follows it: some parsers dispatch an event without data at a blank line that ends no event.
  ///
  /// - Parameters:
  ///   - text: One line, without carriage return, line feed and NUL.
  ///   - buffer: The buffer to append to.
  public static func appendComment(
    _ text: String, to buffer: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    try text.utf8.withSpan { (text) throws(EventStreamEncodingError) in
      let offset = text.firstOffset { $0 == .carriageReturn || $0 == .lineFeed || $0 == .nul }
      if let offset { throw .forbiddenByteInComment(offset: offset) }
      buffer.append(contentsOf: ": ".utf8)
      buffer.append(contentsOf: text)
      buffer.append(.lineFeed)
    }
  }

  /// Appends the time that a client shall wait before it reconnects, as a line of the event that follows.
  ///
  /// - Parameters:
  ///   - milliseconds: The time, zero or more.
  ///   - buffer: The buffer to append to.
  public static func appendRetry(
    milliseconds: Int, to buffer: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    guard milliseconds >= 0 else { throw .negativeRetry }
    buffer.append(contentsOf: "retry: ".utf8)
    buffer.append(contentsOf: String(milliseconds).utf8)
    buffer.append(.lineFeed)
  }

  @usableFromInline
  static func appendFrame(
    id: String?, line: Span<UInt8>, to buffer: inout [UInt8]
  ) throws(EventStreamEncodingError) {
    if let id { try validate(id: id) }
    if let offset = line.firstOffset(where: { $0 < .space }) { throw .controlByteInData(offset: offset) }
    if let id {
      buffer.append(contentsOf: "id: ".utf8)
      buffer.append(contentsOf: id.utf8)
      buffer.append(.lineFeed)
    }
    buffer.append(contentsOf: "data: ".utf8)
    buffer.append(contentsOf: line)
    buffer.append(contentsOf: "\n\n".utf8)
  }

  private static func validate(id: String) throws(EventStreamEncodingError) {
    guard !id.isEmpty else { throw .emptyID }
    try id.utf8.withSpan { (id) throws(EventStreamEncodingError) in
      if let offset = id.firstOffset(where: { !isAllowedInID($0) }) {
        throw .forbiddenByteInID(offset: offset)
      }
    }
  }

  private static func isAllowedInID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default:
      false
    }
  }
}
