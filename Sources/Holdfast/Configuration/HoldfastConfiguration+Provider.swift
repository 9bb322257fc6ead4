public import HoldfastSecurity

extension HoldfastConfiguration {
  /// The one provider and the one model that write all replies, when no agents are configured.
  public struct Provider: Sendable {
    /// A kind of provider.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// A server that speaks the OpenAI Chat Completions API.
      case openai
      /// A server that speaks the Anthropic Messages API.
      case anthropic
      /// Replies from a scenario file: for tests, drills and demonstrations.
      case scripted
    }

    /// How it is reached; without a kind a server without agents is of no use, which is a fault.
    public var access = ProviderAccess()
    /// The key that opens the provider's API.
    public var key: SecretText?
    /// The model that is asked for, which every kind but ``Kind/scripted`` needs.
    public var model: String?
    /// Instructions before every conversation.
    public var systemPrompt: String?
    /// Whether the model reads images.
    public var vision = true

    /// Makes a configuration of defaults.
    public init() {}
  }
}
