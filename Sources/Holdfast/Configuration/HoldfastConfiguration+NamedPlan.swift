extension HoldfastConfiguration {
  /// What each principal may use of the agents that name the plan; what has no limit is counted all the same.
  public struct NamedPlan: Sendable, Hashable {
    /// The name: letters, digits, `-` and `_`.
    public var name: String
    /// How many messages may be sent on a day.
    public var messagesPerDay: Int?
    /// How many messages may be sent in a month.
    public var messagesPerMonth: Int?
    /// How many tokens may be used on a day, those of prompts included.
    public var tokensPerDay: Int?
    /// How many tokens may be used in a month, those of prompts included.
    public var tokensPerMonth: Int?
    /// How many replies may run at once.
    public var concurrency: Int?
    /// How many tokens are set aside for a reply before it is known how many it takes.
    public var reserveTokens = 2000

    /// Makes a plan without limits.
    public init(name: String) { self.name = name }
  }
}
