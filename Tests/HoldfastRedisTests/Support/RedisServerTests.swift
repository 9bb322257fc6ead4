#if Redis
  import Testing

  /// The tests that start servers of their own: one after the other, for they wait for programs, and a machine that
  /// starts many at once is slow with each.
  @Suite(.serialized, .timeLimit(.minutes(2))) enum RedisServerTests {}
#endif
