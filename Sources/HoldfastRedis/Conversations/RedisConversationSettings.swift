#if Redis
  /// How a ``RedisConversationStore`` keeps conversations.
  public struct RedisConversationSettings: Sendable, Hashable {
    /// What all its keys begin with, without braces: two stores of one prefix are one store.
    public var prefix = "hfc"
    /// How long a conversation is kept after the last write about it.
    public var timeToLive: Duration = .seconds(24 * 60 * 60)
    /// How long a call begins anew while others write to the same session.
    public var conflictTimeout: Duration = .seconds(10)
    /// The longest pause before a call begins anew; the first ones are shorter.
    public var longestConflictPause: Duration = .milliseconds(200)

    /// Makes the usual settings.
    public init() {}
  }
#endif
