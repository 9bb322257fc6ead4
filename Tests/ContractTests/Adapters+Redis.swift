import HoldfastStores
import HoldfastTesting

#if Redis
  import HoldfastRedis

  /// The conversation stores in Redis: on one server, and on a cluster of three; each case has keys of its own.
  let redisConversationStores: [StoreAdapter<any ConversationStore>] = [
    StoreAdapter("Redis") { try await withConversationStore(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await withConversationStore(of: .cluster, $0) },
  ]

  /// The stream logs in Redis, likewise.
  let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = [
    StoreAdapter("Redis") { try await RedisServers.withStreamLog(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await RedisServers.withStreamLog(of: .cluster, $0) },
  ]

  private func withConversationStore(
    of kind: RedisServers.Kind, _ body: (any ConversationStore) async throws -> Void
  ) async throws {
    try await RedisServers.withClient(of: kind) { client, prefix in
      var settings = RedisConversationSettings()
      settings.prefix = prefix
      try await body(RedisConversationStore(client: client, settings: settings))
    }
  }
#else
  /// A build without the trait has none.
  let redisConversationStores: [StoreAdapter<any ConversationStore>] = []
  /// A build without the trait has none.
  let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = []
#endif
