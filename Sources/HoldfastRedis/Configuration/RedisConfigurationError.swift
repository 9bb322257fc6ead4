#if Redis
  /// Why a Redis URL cannot be used.
  ///
  /// Says which part is wrong and never what stands there, which may be a password.
  public struct RedisConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, for whoever wrote the URL.
    public let description: String

    init(_ description: String) { self.description = description }
  }
#endif
