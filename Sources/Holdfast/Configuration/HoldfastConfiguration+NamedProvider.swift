public import HoldfastSecurity

extension HoldfastConfiguration {
  /// A provider under a name of the operator's, by which the chains of agents mention it.
  public struct NamedProvider: Sendable {
    /// The name: letters, digits, `-` and `_`.
    public var name: String
    /// How it is reached.
    public var access = ProviderAccess()
    /// The keys that open its API; several are used in turn, and each fails by itself.
    public var keys: [SecretText] = []
    /// The environment variables that hold further keys; only loading reads them, into ``variableKeys``.
    public var keyVariables: [String] = []
    /// What the variables held when the configuration was loaded.
    public var variableKeys: [SecretText] = []

    /// Makes a provider of defaults.
    public init(name: String) { self.name = name }

    /// Every key, those of the file first.
    public var allKeys: [SecretText] { keys + variableKeys }
  }
}
