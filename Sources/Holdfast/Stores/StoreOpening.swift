import HoldfastEngine
import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Logging
import NIOCore
import NIOPosix

#if MySQL
  import HoldfastMySQL
#endif
#if Redis
  import HoldfastRedis
#endif

/// Opens the stores that a configuration names.
///
/// A folder or a server that is named twice is opened once. What is a server of its own stands behind a breaker.
struct StoreOpening {
  private let configuration: HoldfastConfiguration
  private let now: @Sendable () -> Timestamp
  private let logger: Logger
  private var directories: [String: DataDirectory] = [:]
  private var opened = OpenStores.Servers()
  #if Redis
    private var clients: [String: RedisClient] = [:]
  #endif

  /// Prepares to open stores.
  ///
  /// - Parameter directory: The data directory, when it is locked already.
  init(
    _ configuration: HoldfastConfiguration, directory: DataDirectory?,
    now: @escaping @Sendable () -> Timestamp,
    logger: Logger
  ) {
    self.configuration = configuration
    self.now = now
    self.logger = logger
    if let directory { directories[configuration.dataDirectory] = directory }
  }

  /// Opens all of them.
  ///
  /// - Throws: `DataDirectoryError`, `SchemaError`, ``StoreFault``.
  mutating func open() throws -> OpenStores {
    let places = configuration.stores
    let users = try conversations(at: places.conversations, component: "conversations")
    var stores = ConversationStores(users)
    if let anonymous = places.anonymous {
      stores = ConversationStores(
        users: users, anonymous: try conversations(at: anonymous, component: "anonymous"))
    }
    let log = try streams(at: places.streams)
    if places.areShared, places.streams?.isShared != true {
      logger.warning(
        "conversations are in a store that other nodes can use, and streams are not: run one node only, or set streams.url"
      )
    }
    return OpenStores(conversations: stores, log: log, servers: opened, areOwned: !places.areShared)
  }

  /// Opens the conversation stores that are servers of their own, and nothing else.
  mutating func openServers() throws -> OpenStores.Servers {
    let places = configuration.stores
    for (url, component) in [(places.conversations, "conversations"), (places.anonymous, "anonymous")] {
      guard let url, url.isShared else { continue }
      _ = try conversations(at: url, component: component)
    }
    return opened
  }

  // MARK: Places

  private mutating func conversations(at url: StoreURL?, component: String) throws -> any ConversationStore {
    guard let url, url.isShared else {
      return try SQLiteConversationStore(
        directory: try directory(url?.folder), durability: configuration.durability)
    }
    let watch = StoreGuard(component: component, now: now)
    switch url.kind {
    #if MySQL
      case .mysql: return GuardedConversationStore(try mySQL(at: url, component: component), by: watch)
    #endif
    #if Redis
      case .redis, .rediss:
        let client = try redis(at: url, component: component)
        var settings = RedisConversationSettings()
        settings.timeToLive = configuration.stores.anonymousTimeToLive
        let store = RedisConversationStore(client: client, settings: settings)
        return GuardedConversationStore(store, by: watch)
    #endif
    default: throw StoreFault("\(component): this build cannot use \(url)")
    }
  }

  private mutating func streams(at url: StoreURL?) throws -> any StreamLog {
    guard let url, url.isShared else {
      return try SQLiteStreamLog(
        directory: try directory(url?.folder), durability: configuration.durability, now: now)
    }
    switch url.kind {
    #if Redis
      case .redis, .rediss:
        let log = RedisStreamLog(
          client: try redis(at: url, component: "stream-log"), retention: configuration.engine.streamRetention
        )
        opened.agreeOnSecret = { try await log.secretID(keeping: $0) }
        return GuardedStreamLog(log, by: StoreGuard(component: "stream-log", now: now))
    #endif
    default: throw StoreFault("stream-log: this build cannot use \(url)")
    }
  }

  private mutating func directory(_ folder: String?) throws -> DataDirectory {
    let path = folder ?? configuration.dataDirectory
    if let directory = directories[path] { return directory }
    let directory = try DataDirectory(path: path)
    directories[path] = directory
    return directory
  }

  // MARK: Servers

  #if MySQL
    private mutating func mySQL(at url: StoreURL, component: String) throws -> MySQLConversationStore {
      let replica = component == "conversations" ? configuration.stores.conversationsReplica : nil
      let store = MySQLConversationStore(
        configuration: try MySQLConfiguration(url: url.text, replicaURL: replica?.text))
      opened.reporters.append((component, store))
      opened.schemas.append {
        do { try await store.checkSchema() } catch let error as MySQLSchemaError {
          throw StoreFault("\(component): \(error)")
        }
      }
      opened.migrations.append((component, { try await store.migrate() }))
      opened.closers.append { await store.close() }
      return store
    }
  #endif

  #if Redis
    private mutating func redis(at url: StoreURL, component: String) throws -> RedisClient {
      if let client = clients[url.text] { return client }
      let client = try RedisClient(
        configuration: try RedisConfiguration(url: url.text),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
      clients[url.text] = client
      opened.reporters.append((component, client))
      opened.closers.append { client.shutDown() }
      return client
    }
  #endif
}
