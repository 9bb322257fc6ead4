#if Redis
  import HoldfastRedis
  import HoldfastStores
  import HoldfastTesting
  import Logging
  import NIOPosix
  import Synchronization
  import TestServers

  /// The Redis servers that all cases share, each with keys of its own; started by the first case that needs them.
  enum RedisServers {
    /// What a case runs against.
    enum Kind {
      case server, cluster
    }

    private static let server = Mutex<RedisProcess?>(nil)
    private static let cluster = Mutex<RedisCluster?>(nil)
    private static let cases = Mutex(0)

    /// Lends a client of a server, and the beginning of keys that nobody else has.
    static func withClient(
      of kind: Kind, _ body: (_ client: RedisClient, _ prefix: String) async throws -> Void
    ) async throws {
      let client = try RedisClient(
        configuration: RedisConfiguration(url: url(of: kind)),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "contract"))
      defer { client.shutDown() }
      let number = cases.withLock { cases in
        cases += 1
        return cases
      }
      try await body(client, "case\(number)")
    }

    /// Lends a stream log that holds nothing, whose clock goes on when it is told to.
    static func withStreamLog(
      of kind: Kind, _ body: (StreamLogSubject) async throws -> Void
    ) async throws {
      try await withClient(of: kind) { client, prefix in
        let ahead = Mutex(Duration.zero)
        let log = RedisStreamLog(
          client: client, prefix: prefix, retention: RedisStreamLog.usualRetention,
          clockOffset: { ahead.withLock { $0 } })
        try await body(StreamLogSubject(log: log) { time in ahead.withLock { $0 += time } })
      }
    }

    /// Lends a conversation store that holds nothing.
    static func withConversationStore(
      of kind: Kind, _ body: (any ConversationStore) async throws -> Void
    ) async throws {
      try await withClient(of: kind) { client, prefix in
        var settings = RedisConversationSettings()
        settings.prefix = prefix
        try await body(RedisConversationStore(client: client, settings: settings))
      }
    }

    private static func url(of kind: Kind) throws -> String {
      switch kind {
      case .server:
        try server.withLock { server in
          if let server { return server.url }
          let started = try RedisProcess()
          server = started
          return started.url
        }
      case .cluster:
        try cluster.withLock { cluster in
          if let cluster { return cluster.url }
          let started = try RedisCluster()
          cluster = started
          return started.url
        }
      }
    }
  }
#endif
