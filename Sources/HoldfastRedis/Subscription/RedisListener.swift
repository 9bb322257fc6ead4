#if Redis
  /// Somebody who hears what comes on a channel, and when nothing will come any more.
  struct RedisListener: Sendable {
    let hear: @Sendable (RedisMessage) -> Void
    let end: @Sendable () -> Void
  }
#endif
