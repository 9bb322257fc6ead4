import HoldfastSQLite
import HoldfastStores
import HoldfastTesting

/// Every conversation store there is: a new one is one entry more.
let conversationStores: [StoreAdapter<any ConversationStore>] =
  embeddedConversationStores + redisConversationStores

private let embeddedConversationStores: [StoreAdapter<any ConversationStore>] = [
  StoreAdapter("memory") { try await $0(MemoryConversationStore()) },
  StoreAdapter("SQLite") { body in
    try await withTemporaryDirectory { path in
      let directory = try DataDirectory(path: path)
      try await body(SQLiteConversationStore(directory: directory, durability: .power))
    }
  },
]

/// Every stream log there is: a new one is one entry more.
let streamLogs: [StoreAdapter<StreamLogSubject>] = embeddedStreamLogs + redisStreamLogs

private let embeddedStreamLogs: [StoreAdapter<StreamLogSubject>] = [
  StoreAdapter("memory") { body in
    let time = ManualTime()
    try await body(StreamLogSubject(log: MemoryStreamLog { time.now }, time: time))
  },
  StoreAdapter("SQLite") { body in
    try await withTemporaryDirectory { path in
      let time = ManualTime()
      let directory = try DataDirectory(path: path)
      let log = try SQLiteStreamLog(directory: directory, durability: .power) { time.now }
      try await body(StreamLogSubject(log: log, time: time))
    }
  },
]

#if Redis
  private let redisConversationStores: [StoreAdapter<any ConversationStore>] = [
    StoreAdapter("Redis") { try await RedisServers.withConversationStore(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await RedisServers.withConversationStore(of: .cluster, $0) },
  ]

  private let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = [
    StoreAdapter("Redis") { try await RedisServers.withStreamLog(of: .server, $0) },
    StoreAdapter("Redis Cluster") { try await RedisServers.withStreamLog(of: .cluster, $0) },
  ]
#else
  private let redisConversationStores: [StoreAdapter<any ConversationStore>] = []
  private let redisStreamLogs: [StoreAdapter<StreamLogSubject>] = []
#endif
