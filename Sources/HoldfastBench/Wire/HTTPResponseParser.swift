#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Takes the answers of one connection apart, in pieces as they come, without copying bodies.
///
/// It knows what a load generator meets: a head, then a body in chunks, of a length, or up to the end of the connection.
struct HTTPResponseParser {
  /// What was found.
  enum Part {
    case head(status: Int, fields: [String: String])
    case body(UnsafeRawBufferPointer)
    case end
  }

  /// Bytes that are no answer.
  struct Malformed: Error {}

  private enum State {
    case head, chunkSize, chunk(left: Int), chunkEnd(left: Int), trailer, length(left: Int), untilClosed
  }

  private var state = State.head
  private var line: [UInt8] = []

  /// Takes bytes.
  ///
  /// - Throws: ``Malformed``, and what the closure throws.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ found: (Part) throws -> Void) throws {
    var rest = bytes
    func take(_ count: Int) -> UnsafeRawBufferPointer {
      defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
      return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
    while !rest.isEmpty {
      switch state {
      case .head:
        guard let head = takeLine(&rest, endsWith: "\r\n\r\n") else { return }
        try beginBody(head, found)
      case .chunkSize:
        guard let text = takeLine(&rest, endsWith: "\r\n") else { return }
        guard let size = Int(text.prefix { $0.isHexDigit }, radix: 16) else { throw Malformed() }
        state = size == 0 ? .trailer : .chunk(left: size)
      case .chunk(let left):
        let part = take(min(left, rest.count))
        state = part.count == left ? .chunkEnd(left: 2) : .chunk(left: left - part.count)
        try found(.body(part))
      case .chunkEnd(let left):
        let count = take(min(left, rest.count)).count
        state = count == left ? .chunkSize : .chunkEnd(left: left - count)
      case .trailer:
        guard let text = takeLine(&rest, endsWith: "\r\n") else { return }
        guard text == "\r\n" else { continue }
        state = .head
        try found(.end)
      case .length(let left):
        let part = take(min(left, rest.count))
        state = part.count == left ? .head : .length(left: left - part.count)
        try found(.body(part))
        if part.count == left { try found(.end) }
      case .untilClosed: try found(.body(take(rest.count)))
      }
    }
  }

  /// Notes that the connection was closed; whether an answer came to its end by it.
  mutating func close() -> Bool {
    if case .untilClosed = state { return true }
    return false
  }

  /// A line with its end, once all of it is there.
  private mutating func takeLine(_ rest: inout UnsafeRawBufferPointer, endsWith end: String) -> String? {
    let end = Array(end.utf8)
    while let base = rest.baseAddress, !rest.isEmpty {
      // Up to the next line feed, as every end is one.
      let place = memchr(base, 10, rest.count)
      let count = place.map { UnsafeRawPointer($0) - base + 1 } ?? rest.count
      line += rest[..<count]
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      guard line.suffix(end.count).elementsEqual(end) else { continue }
      defer { line.removeAll(keepingCapacity: true) }
      return String(decoding: line, as: UTF8.self)
    }
    return nil
  }

  private mutating func beginBody(_ head: String, _ found: (Part) throws -> Void) throws {
    let lines = head.split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
      throw Malformed()
    }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw Malformed() }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      fields[line[..<colon].lowercased()] = String(value)
    }
    try found(.head(status: status, fields: fields))
    if fields["transfer-encoding"]?.lowercased().hasSuffix("chunked") == true {
      state = .chunkSize
    } else if let length = fields["content-length"].flatMap({ Int($0) }), length >= 0 {
      state = length == 0 ? .head : .length(left: length)
      if length == 0 { try found(.end) }
    } else if [204, 304].contains(status) {
      try found(.end)
    } else {
      state = .untilClosed
    }
  }
}
