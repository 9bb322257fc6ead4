/// A short fingerprint of bytes (FNV-1a, 64 bits): for comparing, not for security.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// The fingerprint.
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The fingerprint of nothing.
  package init() {}

  /// The fingerprint of some bytes.
  package init(of bytes: some Sequence<UInt8>) { add(bytes) }

  /// Takes more bytes in.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Takes a number in.
  package mutating func add(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      value = (value ^ (number >> UInt64(shift) & 0xFF)) &* 0x100_0000_01B3
    }
  }

  /// As many bytes as are wanted, made from some bytes.
  package static func bytes(of text: [UInt8], count: Int) -> [UInt8] {
    var digest = Digest()
    var bytes: [UInt8] = []
    while bytes.count < count {
      digest.add(text)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: digest.value >> (8 * UInt64($0))) }
    }
    return Array(bytes.prefix(count))
  }

  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
