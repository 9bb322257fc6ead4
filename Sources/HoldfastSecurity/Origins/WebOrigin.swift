/// An origin as browsers write it: `scheme://host[:port]` (RFC 6454, section 6.2).
struct WebOrigin: Sendable, Hashable {
  /// The scheme, in lower case.
  let scheme: String
  /// Host and port, as they stand in the origin: the port only when it is not the scheme's own.
  let authority: String

  /// The port that the scheme has when none is written.
  var defaultPort: String? {
    switch scheme {
    case "https": "443"
    case "http": "80"
    default: nil
    }
  }

  /// Reads an origin; `nil` unless it is written exactly as a browser would: lower case, no path, no user, no port
  /// that goes without saying.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8), Self.isScheme(bytes[..<colon])
    else { return nil }
    let authority = bytes[(colon + 3)...]
    scheme = String(decoding: bytes[..<colon], as: UTF8.self)
    self.authority = String(decoding: authority, as: UTF8.self)

    let host: ArraySlice<UInt8>
    if authority.first == UInt8(ascii: "[") {
      guard let bracket = authority.firstIndex(of: UInt8(ascii: "]")), bracket - authority.startIndex > 2,
        authority[(authority.startIndex + 1)..<bracket].allSatisfy(Self.isAddressByte)
      else { return nil }
      host = authority[...bracket]
    } else {
      host = authority.prefix { $0 != UInt8(ascii: ":") }
      guard !host.isEmpty, host.allSatisfy(Self.isHostByte) else { return nil }
    }
    let rest = authority[host.endIndex...]
    guard rest.isEmpty || Self.isPort(rest, defaultPort: defaultPort) else { return nil }
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, isLower(first) else { return false }
    return bytes.allSatisfy { isLower($0) || isDigit($0) || "+-.".utf8.contains($0) }
  }

  private static func isPort(_ bytes: ArraySlice<UInt8>, defaultPort: String?) -> Bool {
    let digits = bytes.dropFirst()
    guard bytes.first == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.allSatisfy(isDigit),
      let port = Int(String(decoding: digits, as: UTF8.self)), (1...65535).contains(port)
    else { return false }
    return digits.first != UInt8(ascii: "0") && String(port) != defaultPort
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isLower(byte) || isDigit(byte) || "-._".utf8.contains(byte)
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) || ":.".utf8.contains(byte)
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
