extension NetworkAddress {
  /// Whether it is an address of the public internet, which a call may go to.
  ///
  /// What only leads to a network of one's own is not: this machine, private and shared networks, the link with its
  /// metadata services, groups, blocks that are set apart. An address that stands for another, as a mapped or a
  /// translated one does, is what the other is.
  package var isPublic: Bool {
    if bytes.count == 4 { return !Self.special4.contains { $0.contains(bytes) } }
    if Self.standingFor4.contains(where: { $0.contains(bytes) }) {
      return NetworkAddress(bytes: Array(bytes[12...]))?.isPublic ?? false
    }
    return Self.global6.contains(bytes) && !Self.special6.contains { $0.contains(bytes) }
  }

  /// Blocks of version 4 that are not of the public internet (RFC 6890 and the registry that it opened).
  private static let special4 = [
    NetworkBlock([0], bits: 8),  // this network; 0.0.0.0 is this machine
    NetworkBlock([10], bits: 8),  // private
    NetworkBlock([100, 64], bits: 10),  // shared by the customers of a carrier
    NetworkBlock([127], bits: 8),  // this machine
    NetworkBlock([169, 254], bits: 16),  // the link, and the metadata of clouds
    NetworkBlock([172, 16], bits: 12),  // private
    NetworkBlock([192, 0, 0], bits: 24),  // protocols
    NetworkBlock([192, 0, 2], bits: 24),  // documentation
    NetworkBlock([192, 88, 99], bits: 24),  // relays that are no more
    NetworkBlock([192, 168], bits: 16),  // private
    NetworkBlock([198, 18], bits: 15),  // benchmarks
    NetworkBlock([198, 51, 100], bits: 24),  // documentation
    NetworkBlock([203, 0, 113], bits: 24),  // documentation
    NetworkBlock([224], bits: 4),  // groups
    NetworkBlock([240], bits: 4),  // reserved; everyone on the link
  ]

  /// Where an address of version 6 stands for the one of version 4 in its last 32 bits: mapped, and translated.
  private static let standingFor4 = [
    NetworkBlock([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], bits: 96),
    NetworkBlock([0, 0x64, 0xFF, 0x9B], bits: 96),
  ]

  /// The only block of version 6 from which public addresses are given out.
  private static let global6 = NetworkBlock([0x20], bits: 3)

  /// Blocks inside it that are not of the public internet, or lead through a tunnel to any address of version 4.
  private static let special6 = [
    NetworkBlock([0x20, 0x01, 0x00], bits: 23),  // protocols and tunnels
    NetworkBlock([0x20, 0x01, 0x0D, 0xB8], bits: 32),  // documentation
    NetworkBlock([0x20, 0x02], bits: 16),  // tunnels
    NetworkBlock([0x3F, 0xFF], bits: 20),  // documentation
  ]
}
