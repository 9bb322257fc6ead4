#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the stamps in bytes that come in pieces.
struct StampScanner {
  /// The beginning of a stamp whose end has not come.
  private var carry: [UInt8] = []

  /// Calls a closure for every stamp that is complete with these bytes.
  mutating func scan(_ bytes: UnsafeRawBufferPointer, _ found: (Stamp) -> Void) {
    var bytes = bytes
    if !carry.isEmpty {
      let missing = min(Stamp.byteCount - carry.count, bytes.count)
      carry += bytes[..<missing]
      bytes = UnsafeRawBufferPointer(rebasing: bytes[missing...])
      guard carry.count == Stamp.byteCount else { return }
      carry.withUnsafeBytes { if let stamp = Stamp($0) { found(stamp) } }
      carry.removeAll(keepingCapacity: true)
    }
    while let base = bytes.baseAddress,
      let place = memchr(base, Int32(Stamp.mark), bytes.count)
    {
      let offset = UnsafeRawPointer(place) - base
      let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
      guard rest.count >= Stamp.byteCount else {
        carry = Array(rest)
        return
      }
      let stamp = Stamp(rest)
      if let stamp { found(stamp) }
      bytes = UnsafeRawBufferPointer(rebasing: rest[(stamp == nil ? 1 : Stamp.byteCount)...])
    }
  }
}
