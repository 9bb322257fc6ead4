/// Collects the requests of one connection, one after the other.
struct HTTPRequestParser {
  /// One request.
  struct Request {
    var method: Substring
    var path: Substring
    var body: [UInt8]
  }

  /// Bytes that are no request, or one that is too large.
  struct Malformed: Error {}

  /// How large a request may be, in bytes.
  private static let limit = 8 << 20
  private var bytes: [UInt8] = []

  /// Takes bytes, and returns the requests that are complete with them.
  ///
  /// - Throws: ``Malformed``.
  mutating func feed(_ more: some Collection<UInt8>) throws -> [Request] {
    bytes += more
    guard bytes.count <= Self.limit else { throw Malformed() }
    var requests: [Request] = []
    while let request = try next() { requests.append(request) }
    return requests
  }

  private mutating func next() throws -> Request? {
    let end = Array("\r\n\r\n".utf8)
    let last = bytes.count - end.count
    guard last >= 0, let place = (0...last).first(where: { bytes[$0...].starts(with: end) }) else {
      return nil
    }
    let lines = String(decoding: bytes[..<place], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { throw Malformed() }
    var length = 0
    for line in lines.dropFirst() where line.lowercased().hasPrefix("content-length:") {
      guard let value = Int(line.dropFirst(15).drop { $0 == " " }), (0...Self.limit).contains(value) else {
        throw Malformed()
      }
      length = value
    }
    let start = place + end.count
    guard bytes.count >= start + length else { return nil }
    defer { bytes.removeFirst(start + length) }
    return Request(method: words[0], path: words[1], body: Array(bytes[start..<start + length]))
  }
}
