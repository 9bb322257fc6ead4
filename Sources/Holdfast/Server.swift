import AsyncHTTPClient
import HoldfastEngine
import HoldfastHTTP
import HoldfastModel
import HoldfastSQLite
import HoldfastSecurity
public import HoldfastTelemetry
import Hummingbird
public import Logging
import NIOCore
import ServiceLifecycle

/// The server that `holdfast serve` runs: the stores and the agents that its configuration names, two ports.
public struct Server: Sendable {
  private let configuration: HoldfastConfiguration
  private let logger: Logger
  /// `nil` when nothing is kept in it.
  private let directory: DataDirectory?
  private let secret: MasterSecret
  private let agents: AgentBuilder
  private let metrics: PrometheusRegistry

  /// Opens what the server needs before it may run: the scenarios, the lock of the data directory, the secret.
  ///
  /// - Parameter metrics: Where it is counted what the server does.
  /// - Throws: `DataDirectoryError` when another server uses the directory; `SecurityError`; ``ScenarioFault``.
  public init(
    configuration: HoldfastConfiguration, logger: Logger,
    metrics: PrometheusRegistry = PrometheusRegistry(version: HoldfastVersion.current)
  ) throws {
    self.configuration = configuration
    self.metrics = metrics
    self.logger = logger
    self.agents = try AgentBuilder(configuration)
    if let text = configuration.secret {
      self.directory =
        configuration.stores.useDataDirectory ? try DataDirectory(path: configuration.dataDirectory) : nil
      self.secret = try MasterSecret(text: text.reveal())
    } else {
      let directory = try DataDirectory(path: configuration.dataDirectory)
      self.directory = directory
      self.secret = try MasterSecret.loadOrCreate(path: directory.path + "/secret")
    }
  }

  /// Serves until SIGTERM or SIGINT, or until a part fails.
  ///
  /// The first of these signals drains; a second one ends the process at once, in which nothing acknowledged is lost.
  public func run() async throws { try await run { $0 } }

  /// Serves likewise, on what is made of the stores: a program for tests puts faults before them.
  package func run(on wrap: (OpenStores) -> OpenStores) async throws {
    let environment = Self.environment(secret: secret)
    var opening = StoreOpening(configuration, directory: directory, now: environment.now, logger: logger)
    let opened = try opening.open()
    let inspection = StoreInspection(
      servers: opened.servers, durability: configuration.durability, secret: secret, clock: environment.clock,
      logger: logger)
    do { try await inspection.inspect() } catch {
      await opened.close()
      throw error
    }
    let stores = wrap(opened)
    let clients = ProviderClients(configuration)
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
    do {
      let assembly = try await Assembly(
        configuration: configuration, conversations: stores.conversations, log: stores.log,
        agents: agents.agents(clients: clients),
        secret: secret, environment: environment, client: client, logger: logger,
        metrics: metrics)
      try await serve(assembly, inspection, ownsStores: stores.areOwned)
    } catch {
      await stores.close()
      try await clients.shutDown()
      try await client.shutdown()
      throw error
    }
    await stores.close()
    try await clients.shutDown()
    try await client.shutdown()
  }

  private func serve(
    _ assembly: Assembly, _ inspection: StoreInspection, ownsStores: Bool
  ) async throws {
    let services = assembly.services
    // The engine comes last so that it is shut down first: it drains while its readers are still connected.
    var settings = ServiceGroupConfiguration(
      services: [
        assembly.adminApplication(), assembly.application(),
        LoopService { await services.health.run() },
        LoopService { await inspection.run(services.health) },
        EngineService(engine: assembly.engine, ownsStores: ownsStores),
      ],
      logger: logger)
    settings.maximumGracefulShutdownDuration = configuration.engine.drainBudget + .seconds(10)
    logger.notice(
      "starting",
      metadata: [
        "version": "\(HoldfastVersion.current)", "data": "\(configuration.dataDirectory)",
        "durability": "\(configuration.durability.rawValue)",
      ])
    try await ShutdownSignals.run(ServiceGroup(configuration: settings), logger: logger)
    logger.notice("stopped")
  }

  /// Time, names and randomness of the real world.
  private static func environment(secret: MasterSecret) -> EngineEnvironment {
    let now = SystemTime.now
    return EngineEnvironment(
      clock: ContinuousClock(), now: now, ids: IDMaker(now: now) { UInt64.random(in: .min ... .max) },
      sealer: HMACFrameSealer(secret: secret), fingerprint: Fingerprint.sha256,
      jitter: { Double.random(in: 0..<1) })
  }
}
