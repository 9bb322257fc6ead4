#if Redis
  /// What a client knows of the servers behind its address.
  enum RedisTopology: Sendable {
    /// Nothing yet.
    case unknown
    /// One server has everything.
    case single(RedisAddress)
    case cluster(RedisSlotMap)

    /// Where a command goes; `nil` when it is not known.
    func server(for key: [UInt8]?) -> RedisAddress? {
      switch self {
      case .unknown: nil
      case .single(let address): address
      // Of a slot that the map lacks any server knows where it is, or that nobody has it.
      case .cluster(let map): key.flatMap { map[RedisSlot(key: $0)] } ?? map.primaries.first
      }
    }

    /// The servers that take writes.
    var primaries: [RedisAddress] {
      switch self {
      case .unknown: []
      case .single(let address): [address]
      case .cluster(let map): map.primaries
      }
    }
  }
#endif
