/// The W3C trace context of a request (https://www.w3.org/TR/trace-context/, version 00).
struct TraceParent {
  private let traceID: String

  /// Reads the field that a caller sent; anything that is not valid is as good as none.
  init?(header: String?) {
    guard let fields = header?.split(separator: "-", omittingEmptySubsequences: false), fields.count == 4,
      fields[0] == "00", Self.isHex(fields[1], count: 32), Self.isHex(fields[2], count: 16),
      Self.isHex(fields[3], count: 2)
    else { return nil }
    self.traceID = String(fields[1])
  }

  /// A trace that begins here, named after something unique.
  init(hash: [UInt8]) { self.traceID = Self.hex(hash.prefix(16)) }

  /// The field for the answer: the same trace, and a span that is named after something unique.
  func header(spanHash: [UInt8]) -> String { "00-\(traceID)-\(Self.hex(spanHash.suffix(8)))-01" }

  private static func isHex(_ text: Substring, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.contains { $0 != UInt8(ascii: "0") }
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      || (count == 2 && text == "00")
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
