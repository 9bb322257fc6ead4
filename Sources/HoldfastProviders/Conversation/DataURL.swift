import FoundationEssentials

/// A `data:` URL (RFC 2397).
struct DataURL {
  /// What it holds.
  var bytes: [UInt8]

  /// Reads a URL; `nil` when it is none or its data cannot be decoded.
  init?(_ url: String) {
    guard url.lowercased().hasPrefix("data:"), let comma = url.firstIndex(of: ",") else { return nil }
    let isBase64 = url[..<comma].lowercased().hasSuffix(";base64")
    let payload = url[url.index(after: comma)...]
    guard let unescaped = Self.unescaped(payload) else { return nil }
    guard isBase64 else {
      bytes = unescaped
      return
    }
    let text = String(decoding: unescaped, as: UTF8.self)
    guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else { return nil }
    bytes = Array(data)
  }

  /// The content, when it is UTF-8.
  var text: String? { String(validating: bytes, as: UTF8.self) }

  private static func unescaped(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
