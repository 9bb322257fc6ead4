import HoldfastModel

/// One frame as it came: the bytes of its `id:` line, when it has one, and of its `data:` line.
struct Frame: Hashable, Sendable {
  var id: [UInt8]?
  var data: [UInt8]

  /// The cursor, when the frame has one.
  var cursor: Cursor? { id.flatMap { Cursor(String(decoding: $0, as: UTF8.self)) } }

  /// The chunk.
  var chunk: JSONObject { (try? JSONParser.parse(data))?.objectValue ?? [:] }

  /// The chunk's type.
  var type: String { chunk["type"]?.stringValue ?? "?" }

  /// Whether it is the end of the event stream.
  var isDone: Bool { id == nil && data == Array("[DONE]".utf8) }
}

extension Frame: CustomStringConvertible {
  var description: String {
    (id.map { String(decoding: $0, as: UTF8.self) } ?? "-") + " " + String(decoding: data, as: UTF8.self)
  }
}

/// Cuts the bytes of an event stream into frames, and changes nothing in them.
///
/// It knows only what the server sends; everything else is a fault. So it is no parser of event streams in general.
struct FrameCutter {
  /// Lines that are none of `id:`, `data:`, `retry:` and comments.
  private(set) var strangeLines: [String] = []
  private var rest: [UInt8] = []
  private var id: [UInt8]?
  private var data: [UInt8]?

  /// Takes the next bytes; returns the frames that they complete.
  mutating func take(_ bytes: [UInt8]) -> [Frame] {
    rest += bytes
    var frames: [Frame] = []
    var start = 0
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let frame = takeLine(rest[start..<end]) { frames.append(frame) }
      start = end + 1
    }
    rest.removeFirst(start)
    return frames
  }

  private mutating func takeLine(_ line: ArraySlice<UInt8>) -> Frame? {
    if line.isEmpty {
      defer { (id, data) = (nil, nil) }
      return data.map { Frame(id: id, data: $0) }
    }
    if line.starts(with: "id: ".utf8), id == nil {
      id = Array(line.dropFirst(4))
    } else if line.starts(
      with: "data: ".utf8), data == nil
    {
      data = Array(line.dropFirst(6))
    } else if !line.starts(with: ": ".utf8), !line.starts(with: "retry: ".utf8) {
      strangeLines.append(String(decoding: line, as: UTF8.self))
    }
    return nil
  }
}
