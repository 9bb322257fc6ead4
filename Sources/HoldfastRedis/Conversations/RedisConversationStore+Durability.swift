#if Redis
  public import HoldfastStores

  extension RedisConversationStore: DurabilityReporting {
    /// What the settings of the servers do not hold of the promised durability, a sentence each.
    public func durabilityShortfalls() async throws -> [String] { try await client.durabilityShortfalls() }
  }
#endif
