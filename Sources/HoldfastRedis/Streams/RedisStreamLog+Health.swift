#if Redis
  public import HoldfastStores

  extension RedisStreamLog {
    /// Proves that the log takes writes, by one to every server that has buckets.
    public func checkHealth() async throws {
      let health = await client.onePerServer(of: StreamBucket.all.map { keys.health(of: $0) })
      let commands = health.map { RedisCommand("SET", [$0, Array("1".utf8)], key: $0, effect: .write) }
      for reply in await client.sendAll(commands) { _ = try reply.get() }
    }

    /// Keeps the id of the secret that all nodes of the log share, unless one is kept, and returns the one that is.
    ///
    /// A node whose own id is another one must not start: its cursors and seals would be worth nothing elsewhere.
    ///
    /// - Throws: `StoreError`.
    public func secretID(keeping id: String) async throws -> String {
      let key = keys.secret
      _ = try await client.send(
        RedisCommand("SET", [key, Array(id.utf8), Array("NX".utf8)], key: key, effect: .write))
      let kept = try await client.send(RedisCommand("GET", [key], key: key, effect: .read))
      guard let kept = kept.text else { throw StoreError.redisDamage("the id of the secret is no text") }
      return kept
    }
  }

  extension RedisStreamLog: DurabilityReporting {
    /// What the settings of the servers do not hold of the promised durability.
    public func durabilityShortfalls() async throws -> [String] { try await client.durabilityShortfalls() }
  }
#endif
