/// The addresses that begin with the same bits.
struct NetworkBlock: Sendable {
  private let prefix: [UInt8]
  private let bits: Int

  /// Makes a block.
  ///
  /// - Parameters:
  ///   - prefix: The first bytes of its addresses; the rest is 0.
  ///   - bits: How many bits they have in common.
  init(_ prefix: [UInt8], bits: Int) {
    self.prefix = prefix
    self.bits = bits
  }

  /// Whether an address of the same version lies in the block.
  func contains(_ address: [UInt8]) -> Bool {
    var left = bits
    for (index, byte) in address.enumerated() {
      if left <= 0 { return true }
      let mask: UInt8 = left >= 8 ? 0xFF : 0xFF << UInt8(8 - left)
      let wanted = index < prefix.count ? prefix[index] : 0
      guard byte & mask == wanted & mask else { return false }
      left -= 8
    }
    return true
  }
}
