#if Redis
  import Foundation
  import HoldfastRedis
  import HoldfastStores

  /// The conversation stores in Redis: on one server, and on a cluster of three. A case has a prefix of its own.
  let redisConversationStores: [StoreAdapter<any ConversationStore>] = [
    conversationStore("Redis", on: RedisServers.single),
    conversationStore("Redis Cluster", on: RedisServers.cluster),
  ]

  private func conversationStore(
    _ name: String, on servers: RedisServers
  ) -> StoreAdapter<any ConversationStore> {
    StoreAdapter(name) { body in
      var settings = RedisConversationSettings()
      settings.prefix = "case-\(UUID().uuidString)"
      try await body(RedisConversationStore(client: try servers.client(), settings: settings))
    }
  }
#endif
