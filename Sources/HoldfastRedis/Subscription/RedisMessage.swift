#if Redis
  /// What a listener of a channel hears.
  package enum RedisMessage: Sendable, Equatable {
    /// Somebody published this.
    case published([UInt8])
    /// The subscription begins here, at first and after each loss of the connection: what was published before is lost.
    case subscribed
  }
#endif
