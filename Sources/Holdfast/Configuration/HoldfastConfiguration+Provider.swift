public import HoldfastProviders
public import HoldfastSecurity

extension HoldfastConfiguration {
  /// Who writes the replies.
  public struct Provider: Sendable {
    /// A kind of provider.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// A server that speaks the OpenAI Chat Completions API.
      case openai
      /// Replies from a scenario file: for tests, drills and demonstrations.
      case scripted
    }

    /// The kind; `nil` is a fault, as a server without a provider is of no use.
    public var kind: Kind?
    /// The address before `/chat/completions`, of kind ``Kind/openai``.
    public var url: String?
    /// The key that opens the provider's API.
    public var key: SecretText?
    /// The model that is asked for, of kind ``Kind/openai``.
    public var model: String?
    /// The path of the scenario, of kind ``Kind/scripted``; `nil` for the one that is built in.
    public var scenario: String?
    /// Instructions before every conversation.
    public var systemPrompt: String?
    /// Whether the model reads images.
    public var vision = true
    /// Whether usage is asked for.
    public var includeUsage = Self.defaults.includeUsage
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

    /// Makes a configuration of defaults.
    public init() {}

    /// How to reach the provider; `nil` unless the kind is ``Kind/openai`` and has address and model.
    public var openAICompatible: OpenAICompatibleConfiguration? {
      guard kind == .openai, let url, let model else { return nil }
      return OpenAICompatibleConfiguration(
        name: Kind.openai.rawValue, baseURL: url, key: key.map { ProviderKey($0.reveal()) }, model: model,
        includeUsage: includeUsage, connectTimeout: connectTimeout, firstByteTimeout: firstByteTimeout,
        idleTimeout: idleTimeout, totalTimeout: totalTimeout, maximumEventBytes: maximumEventBytes,
        maximumConnections: maximumConnections)
    }
  }
}
