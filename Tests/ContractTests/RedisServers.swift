#if Redis
  import HoldfastRedis
  import Logging
  import NIOPosix
  import Synchronization
  import TestServers

  /// Servers of Redis that this process starts when the first case needs them, and the client that all cases share.
  final class RedisServers: Sendable {
    /// One server.
    static let single = RedisServers {
      let server = try RedisProcess()
      return (server, server.url)
    }
    /// A cluster of three.
    static let cluster = RedisServers {
      let cluster = try RedisCluster()
      return (cluster, cluster.url)
    }

    private struct Running {
      /// Kept, for the servers end with the object.
      var servers: AnyObject
      var client: RedisClient
    }

    private let running = Mutex<Running?>(nil)
    private let start: @Sendable () throws -> (servers: AnyObject, url: String)

    private init(_ start: @escaping @Sendable () throws -> (servers: AnyObject, url: String)) {
      self.start = start
    }

    /// The client of the servers.
    func client() throws -> RedisClient {
      try running.withLock { running in
        if let running { return running.client }
        let (servers, url) = try start()
        let client = try RedisClient(
          configuration: try RedisConfiguration(url: url),
          eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        running = Running(servers: servers, client: client)
        return client
      }
    }
  }
#endif
