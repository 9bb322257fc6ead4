/// Reads a `Cookie` field as browsers write it (RFC 6265bis, section 4.2.1), forgiving what they get wrong.
enum CookieHeader {
  /// The values of all cookies of a name, in order, without their quotes.
  ///
  /// Names are compared byte for byte. A cookie of the same name may come twice: one set for another path or by
  /// another host of the domain is sent beside ours, and nothing says which is which.
  static func values(named name: String, in header: String) -> [[UInt8]] {
    let name = Array(name.utf8)
    return Array(header.utf8).split(separator: UInt8(ascii: ";")).compactMap { pair in
      guard let equals = pair.firstIndex(of: UInt8(ascii: "=")), trimmed(pair[..<equals]).elementsEqual(name)
      else { return nil }
      let value = trimmed(pair[(equals + 1)...])
      let quote = UInt8(ascii: "\"")
      guard value.count >= 2, value.first == quote, value.last == quote else { return Array(value) }
      return Array(value.dropFirst().dropLast())
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[first...last]
  }
}
