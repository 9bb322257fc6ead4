/// An address that calls of a tool go to, read strictly.
///
/// What is checked, what is signed and what is connected to must be the same for every reader of the text, so user
/// names, fragments and anything that one reader might repair are refused.
package struct ToolEndpoint: Sendable, Hashable {
  /// The name, or the address without brackets, in lower case.
  package let host: String
  /// The whole address, with the scheme and the host in lower case, no needless port, and a path.
  package let text: String

  /// Reads an address; `nil` unless it is one of `http` or `https` in the form of RFC 3986.
  package init?(_ text: String) {
    guard let colon = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text[colon.upperBound...]
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let authority = Authority(rest[..<end]), Self.isTarget(rest[end...]) else { return nil }
    let standard = scheme == "http" ? 80 : 443
    let port = authority.port.flatMap { $0 == standard ? nil : ":\($0)" } ?? ""
    let path = rest[end...].hasPrefix("/") ? "" : "/"
    host = authority.host
    self.text = "\(scheme)://\(authority.writtenHost)\(port)\(path)\(rest[end...])"
  }

  /// Whether a path and a query have only characters that may stand there, and whole escapes.
  private static func isTarget(_ target: Substring) -> Bool {
    let marks = Set("/?:@-._~!$&'()*+,;=".utf8)
    let bytes = Array(target.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "%") {
        let digits = bytes[(index + 1)...].prefix(2)
        guard digits.count == 2, digits.allSatisfy(isHexDigit) else { return false }
      } else if !isLetterOrDigit(byte), !marks.contains(byte) {
        return false
      }
    }
    return true
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }

  /// A host and perhaps a port.
  private struct Authority {
    var host: String
    var writtenHost: String
    var port: Int?

    init?(_ text: Substring) {
      var port = Substring()
      if text.hasPrefix("[") {
        guard let bracket = text.firstIndex(of: "]") else { return nil }
        host = text[..<bracket].dropFirst().lowercased()
        writtenHost = "[\(host)]"
        port = text[text.index(after: bracket)...]
        let isAddress = host.utf8.allSatisfy {
          isHexDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
        guard isAddress, host.contains(":") else { return nil }
      } else {
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        host = text[..<colon].lowercased()
        writtenHost = host
        port = text[colon...]
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
          !label.isEmpty && label.utf8.allSatisfy { isLetterOrDigit($0) || "-_".utf8.contains($0) }
        }
        guard isName else { return nil }
      }
      if port.isEmpty { return }
      let digits = port.dropFirst()
      let isNumber = port.hasPrefix(":") && digits.count <= 5 && digits.allSatisfy(\.isWholeNumber)
      guard isNumber, let number = Int(digits), (1...65_535).contains(number) else { return nil }
      self.port = number
    }
  }
}
