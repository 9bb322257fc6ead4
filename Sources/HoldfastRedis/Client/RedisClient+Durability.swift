#if Redis
  import HoldfastStores

  extension RedisClient: DurabilityReporting {
    /// The settings without which an acknowledged write can be lost, with what they let happen otherwise.
    private static let wanted: [(name: String, value: String, otherwise: String)] = [
      ("appendonly", "yes", "what is written is lost when the server ends"),
      ("appendfsync", "always", "the last second may be lost when the machine fails"),
      ("maxmemory-policy", "noeviction", "what is kept may be dropped when the memory is full"),
    ]

    /// What the settings of every server that takes writes do not hold of the promised durability.
    ///
    /// A server that does not let its settings be looked at, as managed ones do, is said to be such.
    package func durabilityShortfalls() async throws -> [String] {
      var shortfalls: [String] = []
      for (name, value, otherwise) in Self.wanted {
        for (server, reply) in try await sendToPrimaries(RedisCommand("CONFIG", "GET", name, effect: .read)) {
          if case .error(let error) = reply, RedisReaction.row(of: error).reaction == .waitForLoading {
            throw StoreError(redis: error)
          }
          guard let found = reply.array?.last?.text else {
            shortfalls.append("Redis at \(server) does not tell its \(name), which should be \(value)")
            continue
          }
          if found != value {
            shortfalls.append("Redis at \(server) has \(name) \(found) instead of \(value): \(otherwise)")
          }
        }
      }
      return shortfalls
    }
  }
#endif
