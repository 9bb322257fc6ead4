extension UInt8 {
  static let nul = UInt8(ascii: "\0")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let colon = UInt8(ascii: ":")

  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}

extension Collection<UInt8> {
  /// Lends the bytes as one span, copying them first only when the collection is not contiguous.
  ///
  /// Inlinable, as are the generic public functions that call it: what depends on the collection is
  /// specialized by the caller, and everything behind the span is concrete code of this module.
  @inlinable
  func withSpan<Value, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let lent = withContiguousStorageIfAvailable { storage in
      Result { () throws(Failure) in try body(storage.span) }
    }
    guard let lent else { return try body(Array(self).span) }
    return try lent.get()
  }
}

extension Span<UInt8> {
  /// The offset of the first byte at or after `start` that satisfies the predicate.
  @inline(__always)
  func firstOffset(from start: Int = 0, where predicate: (UInt8) -> Bool) -> Int? {
    var offset = start
    while offset < count {
      if predicate(self[offset]) { return offset }
      offset += 1
    }
    return nil
  }

  func elementsEqual(_ text: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      text.withUTF8Buffer { bytes.elementsEqual($0) }
    }
  }

  /// The value of the bytes as decimal digits; `nil` for none, for other bytes and for values beyond `Int`.
  var decimal: Int? {
    let hasOtherBytes = firstOffset { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } != nil
    return hasOtherBytes ? nil : Int(text)
  }

  /// The bytes as text, with every ill-formed sequence replaced by U+FFFD.
  var text: String {
    withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}

extension [UInt8] {
  mutating func append(contentsOf bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
