/// A request as it came over the wire.
struct ToolRequest: Sendable {
  var method: String
  /// The path and query.
  var target: String
  /// The fields, names in lower case.
  var fields: [(name: String, value: String)]
  var body: [UInt8]

  /// Reads a request; `nil` until it is whole.
  init?(_ bytes: [UInt8]) {
    let end = Array("\r\n\r\n".utf8)
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
    let head = String(decoding: bytes[..<start], as: UTF8.self).split(separator: "\r\n")
    let words = head.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    method = String(words[0])
    target = String(words[1])
    fields = head.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (parts[0].lowercased(), parts.count == 2 ? String(parts[1].drop { $0 == " " }) : "")
    }
    body = Array(bytes[(start + end.count)...])
    guard let length = self["content-length"].flatMap(Int.init), body.count == length else { return nil }
  }

  /// The value of a field that came once.
  subscript(name: String) -> String? {
    let values = fields.filter { $0.name == name }
    return values.count == 1 ? values[0].value : nil
  }
}
