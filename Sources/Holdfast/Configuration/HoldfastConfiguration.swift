public import HoldfastSQLite
public import HoldfastSecurity

/// Everything about a server that an operator can decide, as plain values with defaults.
///
/// It is built once, by ``load(flags:file:environment:)`` or by hand, checked by ``validate()`` and passed down;
/// nothing else reads files or the environment. Secrets print as `<redacted>`.
public struct HoldfastConfiguration: Sendable {
  /// Where the server listens, and for whom.
  public var http = HTTP()
  /// Where health, metrics and administration are served.
  public var admin = Admin()
  /// Where conversations and streams are kept.
  public var dataDirectory = ".holdfast"
  /// Which stores are used besides or instead of the embedded ones.
  public var stores = Stores()
  /// What a committed chunk survives.
  public var durability = Durability.power
  /// The secret from which cookies are signed and streams sealed; `nil` to keep one in the data directory.
  public var secret: SecretText?
  /// Who writes the replies, when there are no agents.
  public var provider = Provider()
  /// The providers that agents ask.
  public var providers: [NamedProvider] = []
  /// Who answers; none for one agent that asks ``provider``.
  public var agents: [NamedAgent] = []
  /// What is particular about models in the chains of agents.
  public var models: [ModelFacts] = []
  /// What agents can have done over HTTP.
  public var tools: [NamedTool] = []
  /// What principals may use of agents.
  public var plans: [NamedPlan] = []
  /// How what is used is counted.
  public var quota = Quota()
  /// How tools are called.
  public var effects = Effects()
  /// Which bearer tokens count.
  public var jwt = JWT()
  /// The most of everything.
  public var limits = Limits()
  /// The times of runs and readers.
  public var engine = Engine()
  /// How providers that fail are tried again.
  public var attempts = Attempts()
  /// What is logged.
  public var log = Log()

  /// Makes a configuration of defaults.
  public init() {}
}
