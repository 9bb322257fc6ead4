#if Redis
  import HoldfastRedis
  import Logging
  import NIOPosix

  /// Clients for tests.
  enum TestClient {
    /// Runs a body with a client, and shuts it down after it.
    ///
    /// Its calls have more time than usual: only a failure, or a test about time, waits for the end of it.
    static func with<Value>(
      _ url: String, change: (inout RedisLimits) -> Void = { _ in },
      _ body: (RedisClient) async throws -> Value
    ) async throws -> Value {
      var configuration = try RedisConfiguration(url: url)
      configuration.limits.callTimeout = .seconds(30)
      configuration.limits.attemptTimeout = .seconds(15)
      configuration.limits.connectTimeout = .seconds(10)
      change(&configuration.limits)
      let client = try RedisClient(
        configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "test"))
      defer { client.shutDown() }
      return try await body(client)
    }
  }
#endif
