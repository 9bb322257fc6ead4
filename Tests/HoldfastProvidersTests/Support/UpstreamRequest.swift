import HoldfastModel

/// A request as it came.
struct UpstreamRequest: Sendable {
  var head: String
  var body: [UInt8]

  /// The first line.
  var line: String { head.split(separator: "\r\n").first.map { String($0) } ?? "" }

  /// The body, which must be JSON.
  var json: JSONValue {
    get throws { try JSONParser.parse(body) }
  }

  /// The value of a header; the name in lower case.
  func header(_ name: String) -> String? {
    for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("\(name):") {
      return String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
    }
    return nil
  }
}
