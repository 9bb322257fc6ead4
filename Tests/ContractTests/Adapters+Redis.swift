import HoldfastStores
import HoldfastTesting

#if Redis
  /// The conversation stores in Redis: on one server, and on a cluster of three.
  let redisConversationStores: [StoreAdapter<any ConversationStore>] = [
    StoreAdapter("Redis") { try await RedisServers.withConversationStore(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await RedisServers.withConversationStore(of: .cluster, $0) },
  ]

  /// The stream logs in Redis, likewise.
  let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = [
    StoreAdapter("Redis") { try await RedisServers.withStreamLog(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await RedisServers.withStreamLog(of: .cluster, $0) },
  ]
#else
  /// A build without the trait has none.
  let redisConversationStores: [StoreAdapter<any ConversationStore>] = []
  /// A build without the trait has none.
  let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = []
#endif
