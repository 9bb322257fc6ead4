#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An address of the internet protocol, of either version, without a port.
package struct NetworkAddress: Sendable, Hashable {
  /// The bytes in the order of the network: 4 or 16.
  package let bytes: [UInt8]

  /// Makes an address of version 4 or 6; `nil` for any other number of bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads what the system has for an address; `nil` when it is of another family.
  ///
  /// By its places in memory, which POSIX and both systems' headers fix: which module has the fields depends on what else is
  /// imported.
  package init?(_ memory: UnsafeRawPointer) {
    #if os(Linux)
      let family = Int32(memory.loadUnaligned(as: UInt16.self))
    #else
      let family = Int32(memory.load(fromByteOffset: 1, as: UInt8.self))
    #endif
    switch family {
    case AF_INET: self.init(bytes: Array(UnsafeRawBufferPointer(start: memory + 4, count: 4)))
    case AF_INET6: self.init(bytes: Array(UnsafeRawBufferPointer(start: memory + 8, count: 16)))
    default: return nil
    }
  }

  /// The form that a connection is made with: `192.0.2.1`, or eight groups with colons between them.
  package var text: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}
