#if Redis
  /// How a ``RedisConversationStore`` keeps conversations.
  public struct RedisConversationSettings: Sendable, Hashable {
    /// What all its keys begin with, without braces: two stores of one prefix are one store.
    public var prefix = "hfc"
    /// How long a conversation is kept after the last write about it.
    public var timeToLive: Duration = .seconds(24 * 60 * 60)
    /// How long a call waits for others that write to the same session, and begins anew when they were faster.
    public var conflictTimeout: Duration = .seconds(10)
    /// The longest pause before a call begins anew that has often been too late.
    public var longestConflictPause: Duration = .milliseconds(100)

    /// Makes the usual settings.
    public init() {}
  }
#endif
