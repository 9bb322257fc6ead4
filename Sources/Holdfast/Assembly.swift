public import AsyncHTTPClient
public import HoldfastEngine
public import HoldfastHTTP
import HoldfastModel
import HoldfastSQLite
public import HoldfastSecurity
public import HoldfastStores
public import HoldfastTelemetry
public import Hummingbird
public import Logging

/// All parts of a server, put together: the same for the program, for tests and for embedding.
///
/// It wires and decides nothing. Give it stores and agents of your own to build Holdfast into another server.
public struct Assembly: Sendable {
  /// Starts, resumes and stops replies.
  public let engine: Engine
  /// What the routes work with.
  public let services: Services
  private let tokens: TokenVerifier?
  private let configuration: HoldfastConfiguration
  private let logger: Logger

  /// Puts the parts together.
  ///
  /// - Parameters:
  ///   - configuration: The settings; its data directory and provider are the caller's to read.
  ///   - conversations: Where conversations are kept.
  ///   - log: The stream log.
  ///   - agents: Who can answer.
  ///   - secret: What seals and cookies are made with.
  ///   - environment: Time, names, keys, randomness.
  ///   - client: Fetches the keys that verify tokens, when their place is a URL.
  ///   - metrics: Where it is counted what the server does. One registry for one server.
  /// - Throws: ``SecurityError`` for settings of tokens or origins that contradict each other.
  public init(
    configuration: HoldfastConfiguration, conversations: ConversationStores, log: any StreamLog,
    agents: [Agent], secret: MasterSecret, environment: EngineEnvironment, client: HTTPClient, logger: Logger,
    metrics: PrometheusRegistry = PrometheusRegistry(version: HoldfastVersion.current)
  ) async throws {
    var environment = environment
    environment.calendar = ZonedCalendar(zone: configuration.quota.timeZone)
    environment.observer = MetricsObserver(factory: metrics, next: environment.observer)
    let engine = Engine(
      conversations: conversations, log: log, agents: agents, plans: configuration.quotaPlans,
      configuration: configuration.engineConfiguration,
      environment: environment, logger: logger)
    let cookies = AnonymousCookie(
      secret: secret, isSecure: configuration.http.secureCookies, ids: environment.ids, now: environment.now)
    var tokens: TokenVerifier?
    if let settings = configuration.tokenConfiguration {
      tokens = try await TokenVerifier(
        settings,
        fetch: { try await KeySetFetching.fetch($0, limit: settings.maximumKeySetBytes, with: client) },
        now: environment.now)
    }
    let http = configuration.httpConfiguration
    let observer = HTTPMetrics(factory: metrics)
    let health = HealthMonitor(
      engine: engine, tokens: tokens, deadline: http.probeDeadline, clock: environment.clock,
      now: environment.now)
    let connections = ConnectionWatch(deadline: http.writeDeadline, observer: observer)
    let model = engine.agent(named: Agent.defaultName)?.targets.first?.provider
    self.engine = engine
    self.tokens = tokens
    var services = Services(
      engine: engine, authenticator: Authenticator(tokens: tokens, cookies: cookies), cookies: cookies,
      origins: try OriginPolicy(origins: configuration.http.origins), ids: environment.ids,
      now: environment.now,
      fingerprint: environment.fingerprint, configuration: http,
      health: health, connections: connections,
      facts: ServerFacts(
        version: HoldfastVersion.current, durability: configuration.durability.rawValue,
        provider: model?.name ?? "", model: model?.model ?? ""),
      logger: logger)
    services.observer = observer
    let page = MetricsPage(
      registry: metrics, engine: engine, health: health, connections: connections)
    services.metrics = { page.text }
    self.services = services
    self.configuration = configuration
    self.logger = logger
  }

  /// The application of the public port.
  ///
  /// It begins to listen when the engine has recovered what was left behind, and the keys that verify tokens were
  /// asked for; that they cannot be had is no reason not to listen.
  public func application() -> some ApplicationProtocol {
    let logger = logger
    var application = Application(
      responder: ServerRouter.responder(services: services),
      server: .watched(by: services.connections, idleTimeout: .seconds(60)),
      configuration: .init(address: .hostname(configuration.http.host, port: configuration.http.port)),
      onServerRunning: { channel in
        logger.notice("listening", metadata: ["address": "\(channel.localAddress.map { "\($0)" } ?? "?")"])
      },
      logger: logger)
    let (engine, tokens) = (engine, tokens)
    application.beforeServerStarts {
      async let keys: Void? = tokens?.prepare()
      try await engine.waitUntilReady()
      await keys
    }
    return application
  }

  /// The application of the admin port.
  public func adminApplication() -> some ApplicationProtocol {
    Application(
      router: AdminRoutes.router(services: services),
      configuration: .init(address: .hostname(configuration.admin.host, port: configuration.admin.port)),
      logger: logger)
  }
}
