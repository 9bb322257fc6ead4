import HTTPTypes
public import HoldfastEngine
public import HoldfastModel
public import HoldfastSecurity
import Hummingbird
public import Logging

/// What the routes work with.
public struct Services: Sendable {
  public var engine: Engine
  public var authenticator: Authenticator
  public var cookies: AnonymousCookie
  public var origins: OriginPolicy
  public var ids: IDMaker
  public var now: @Sendable () -> Timestamp
  public var fingerprint: @Sendable ([UInt8]) -> [UInt8]
  public var configuration: HTTPConfiguration
  public var health: HealthMonitor
  public var connections: ConnectionWatch
  public var facts: ServerFacts
  public var logger: Logger

  /// Puts the services together.
  public init(
    engine: Engine, authenticator: Authenticator, cookies: AnonymousCookie, origins: OriginPolicy, ids: IDMaker,
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
  public var version: String
  public var durability: String
  public var provider: String
  public var model: String

  /// Collects the facts.
  public init(version: String, durability: String, provider: String, model: String) {
    self.version = version
    self.durability = durability
    self.provider = provider
    self.model = model
  }
}
