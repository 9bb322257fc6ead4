import HTTPTypes
public import HoldfastEngine
public import HoldfastModel
public import HoldfastSecurity
import Hummingbird
public import Logging

/// What the routes work with.
public struct Services: Sendable {
  /// Starts, resumes and stops replies.
  public var engine: Engine
  /// Finds out who is asking.
  public var authenticator: Authenticator
  /// Makes the names of anonymous principals.
  public var cookies: AnonymousCookie
  /// Which other origins may talk to the server.
  public var origins: OriginPolicy
  /// Makes the names of requests.
  public var ids: IDMaker
  /// The time.
  public var now: @Sendable () -> Timestamp
  /// SHA-256.
  public var fingerprint: @Sendable ([UInt8]) -> [UInt8]
  /// The limits.
  public let configuration: HTTPConfiguration
  /// Knows what is degraded.
  public var health: HealthMonitor
  /// Closes connections whose clients do not read.
  public var connections: ConnectionWatch
  /// What the server says about itself.
  public var facts: ServerFacts
  /// Where it is logged.
  public var logger: Logger
  /// Told what the public port does; nobody unless it is set.
  package var observer: any HTTPObserver = NoHTTPObserver()
  /// Reads the bodies of all requests.
  let bodies: RequestBodies
  /// Those who read running streams.
  let readers: LiveReaders
  /// The page of metrics, in Prometheus' text format; without it the admin port has none.
  package var metrics: (@Sendable () -> String)?

  /// Puts the services together.
  public init(
    engine: Engine, authenticator: Authenticator, cookies: AnonymousCookie, origins: OriginPolicy,
    ids: IDMaker,
    now: @escaping @Sendable () -> Timestamp, fingerprint: @escaping @Sendable ([UInt8]) -> [UInt8],
    configuration: HTTPConfiguration, health: HealthMonitor, connections: ConnectionWatch, facts: ServerFacts,
    logger: Logger
  ) {
    self.engine = engine
    self.authenticator = authenticator
    self.cookies = cookies
    self.origins = origins
    self.ids = ids
    self.now = now
    self.fingerprint = fingerprint
    self.configuration = configuration
    self.health = health
    self.connections = connections
    self.facts = facts
    self.logger = logger
    bodies = RequestBodies(configuration)
    readers = LiveReaders(now: now)
  }

  /// Who is asking; `nil` when nobody is named.
  ///
  /// - Throws: ``ChatError`` 401 for a token that proves nobody, 503 when it could not be checked.
  func principal(of request: Request) async throws(ChatError) -> Principal? {
    do {
      return try await authenticator.identify(
        authorization: request.headers[.authorization], cookie: request.headers[.cookie]
      ).principal
    } catch {
      throw error.chatError
    }
  }

  /// Who is asking, on the routes that make an anonymous principal of a caller who is nobody yet.
  ///
  /// - Returns: The principal, and the `Set-Cookie` value when it is new.
  func principalMakingOne(of request: Request) async throws(ChatError) -> (Principal, setCookie: String?) {
    if let principal = try await principal(of: request) { return (principal, nil) }
    let (id, value) = cookies.make()
    return (.anonymous(id), cookies.setCookieHeader(value: value))
  }
}

/// What the server says about itself.
public struct ServerFacts: Sendable {
  /// The version of the server.
  public var version: String
  /// What an acknowledged write survives.
  public var durability: String
  /// Who answers.
  public var provider: String
  /// The model that answers.
  public var model: String

  /// Collects the facts.
  public init(version: String, durability: String, provider: String, model: String) {
    self.version = version
    self.durability = durability
    self.provider = provider
    self.model = model
  }
}
