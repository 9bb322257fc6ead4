#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Logging
  import NIOPosix
  import TestServers

  /// A Redis server of a test's own, looked at past the store that is under test.
  final class ConversationServer {
    static let prefix = "test"

    private let server: RedisProcess
    /// A client of the server itself, for looking.
    private let client: RedisClient

    init() throws {
      server = try RedisProcess()
      client = try Self.client(port: server.port)
    }

    var port: Int { server.port }

    private static func client(
      port: Int, callTimeout: Duration = .seconds(20), repeats: Bool = true
    ) throws -> RedisClient {
      var configuration = try RedisConfiguration(url: "redis://127.0.0.1:\(port)")
      configuration.limits.callTimeout = callTimeout
      // A server that is back is found at once.
      configuration.limits.longestBackoff = .milliseconds(50)
      if !repeats { configuration.limits.retryPause = callTimeout...callTimeout }
      return try RedisClient(
        configuration: configuration, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "test"))
    }

    /// A store of a node of its own.
    ///
    /// - Parameters:
    ///   - port: The port of a proxy to the server, if not the server's.
    ///   - repeats: Whether a call that fails is tried again.
    func store(
      port: Int? = nil, timeToLive: Duration = .seconds(60), callTimeout: Duration = .seconds(20),
      repeats: Bool = true
    ) throws -> RedisConversationStore {
      var settings = RedisConversationSettings()
      settings.prefix = Self.prefix
      settings.timeToLive = timeToLive
      // A machine may be busy; none of the tests is about how long it takes.
      settings.conflictTimeout = .seconds(60)
      let client = try Self.client(
        port: port ?? server.port, callTimeout: callTimeout, repeats: repeats)
      return RedisConversationStore(client: client, settings: settings)
    }

    /// Makes the server know all scripts, so that the first reply to each is no longer that it does not.
    func learnScripts() async throws {
      let store = try store()
      let session = SessionID(rawValue: "another")
      _ = try await store.claim(.turn(1, in: session))
      _ = try await store.texts(in: session)
      _ = try await store.deleteSession(session, of: .visitor, now: Timestamp(milliseconds: 2))
    }

    /// Sends a command.
    func send(_ words: String...) async throws -> RedisValue {
      try await client.send(
        RedisCommand(words[0], words.dropFirst().map { Array($0.utf8) }, effect: .write))
    }

    /// All keys that there are at one moment, with the milliseconds that each has to live; -1 for one that stays.
    func timesToLive() async throws -> [String: Int] {
      let script = RedisScript(
        """
        #!lua flags=no-writes
        local times = {}
        for _, key in ipairs(redis.call('KEYS', '*')) do
          times[#times + 1] = key
          times[#times + 1] = redis.call('PTTL', key)
        end
        return times
        """, effect: .read)
      let words = try await client.run(script, keys: [[0]], arguments: []).array ?? []
      var times: [String: Int] = [:]
      for index in stride(from: 0, to: words.count, by: 2) {
        times[words[index].text ?? ""] = words[index + 1].integer
      }
      return times
    }

    /// The keys that nothing would ever remove.
    func keysThatStay() async throws -> [String] {
      try await timesToLive().filter { $0.value < 0 }.map(\.key).sorted()
    }
  }
#endif
