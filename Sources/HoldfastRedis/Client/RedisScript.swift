#if Redis
  /// A Lua script that the server runs in one step.
  ///
  /// Its source should begin with `#!lua`, with which the server refuses it before it has begun, not in the middle,
  /// when it takes no writes.
  package struct RedisScript: Sendable {
    /// The Lua text.
    package let source: String
    /// Whether it changes anything.
    package let effect: RedisCommand.Effect
    /// By what the server knows it: its SHA-1 in hexadecimal digits.
    package let digest: [UInt8]

    /// Makes a script.
    package init(_ source: String, effect: RedisCommand.Effect) {
      self.source = source
      self.effect = effect
      digest = Array(SHA1.hexadecimal(Array(source.utf8)).utf8)
    }
  }
#endif
