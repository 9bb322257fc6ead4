public import HoldfastModel
public import HoldfastProviders

extension HoldfastConfiguration {
  /// How a provider is reached, whichever of its models is asked.
  public struct ProviderAccess: Sendable, Hashable {
    /// The kind; `nil` is a fault wherever a provider is asked.
    public var kind: Provider.Kind?
    /// The address of the API; of kind ``Provider/Kind/anthropic`` `nil` for Anthropic's own.
    public var url: String?
    /// The path of the scenario, of kind ``Provider/Kind/scripted``; `nil` for the one that is built in.
    public var scenario: String?
    /// Whether usage is asked for.
    public var includeUsage = Self.defaults.includeUsage
    /// The members of a delta that hold reasoning.
    public var reasoningFields = Self.defaults.reasoningFields
    /// How the beginning of an answer is sent, for a model that goes on with it.
    public var prefill = Self.defaults.prefill
    /// How its models go on with a reply that broke off; `nil` for what is usual for the kind.
    public var continuation: ContinuationMode?
    /// The member in which the most tokens of a reply are sent.
    public var tokenLimit = Self.defaults.tokenLimit
    /// The time for a connection.
    public var connectTimeout = Self.defaults.connectTimeout
    /// The time until the first byte of a reply.
    public var firstByteTimeout = Self.defaults.firstByteTimeout
    /// The time between two pieces of a reply.
    public var idleTimeout = Self.defaults.idleTimeout
    /// The time for a whole reply.
    public var totalTimeout = Self.defaults.totalTimeout
    /// The longest event of a reply.
    public var maximumEventBytes = Self.defaults.maximumEventBytes
    /// The most connections at one time.
    public var maximumConnections = Self.defaults.maximumConnections

    private static let defaults = OpenAICompatibleConfiguration(name: "", baseURL: "", model: "")

    /// Makes an access of defaults.
    public init() {}
  }
}
