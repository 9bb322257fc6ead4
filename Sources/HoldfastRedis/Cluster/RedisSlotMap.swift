#if Redis
  /// Which server of a cluster serves which slot.
  package struct RedisSlotMap: Sendable, Equatable {
    private var servers: [RedisAddress] = []
    /// For each slot the index of its server.
    private var owners = [Int?](repeating: nil, count: RedisSlot.count)

    /// Makes a map that knows nothing.
    package init() {}

    /// Reads the reply to `CLUSTER SLOTS`; `nil` when it is none.
    ///
    /// - Parameter server: Who replied: a server that does not know its own host leaves it empty.
    package init?(_ reply: RedisValue, from server: RedisAddress) {
      guard let ranges = reply.array else { return nil }
      for range in ranges {
        guard let parts = range.array, parts.count >= 3, let first = parts[0].integer,
          let last = parts[1].integer, RedisSlot(first) != nil, RedisSlot(last) != nil, first <= last,
          let primary = parts[2].array, primary.count >= 2, let port = primary[1].integer
        else { return nil }
        let host = primary[0].text ?? ""
        let isKnown = !host.isEmpty && host != "?"
        let index = index(of: RedisAddress(host: isKnown ? host : server.host, port: port))
        for slot in first...last { owners[slot] = index }
      }
    }

    /// The server of a slot.
    package subscript(slot: RedisSlot) -> RedisAddress? { owners[slot.number].map { servers[$0] } }

    /// Every server that has slots, in the order in which they were named.
    package var primaries: [RedisAddress] {
      let used = Set(owners.compactMap(\.self))
      return servers.indices.filter(used.contains).map { servers[$0] }
    }

    /// Notes that a slot has another server now.
    package mutating func move(_ slot: RedisSlot, to address: RedisAddress) {
      owners[slot.number] = index(of: address)
    }

    private mutating func index(of address: RedisAddress) -> Int {
      if let index = servers.firstIndex(of: address) { return index }
      servers.append(address)
      return servers.count - 1
    }
  }
#endif
