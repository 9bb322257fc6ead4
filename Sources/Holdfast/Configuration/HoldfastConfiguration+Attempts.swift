import HoldfastEngine

extension HoldfastConfiguration {
  /// How providers that fail are tried again; ``EngineConfiguration`` says what each means and has the defaults.
  public struct Attempts: Sendable, Hashable {
    /// How many attempts a reply may take.
    public var maximum = EngineConfiguration().maximumAttempts
    /// How often a reply that broke off is gone on with.
    public var continuations = EngineConfiguration().maximumContinuations
    /// The first wait before the same target is asked again.
    public var retryBase = EngineConfiguration().retryBase
    /// The longest such wait.
    public var retryMaximum = EngineConfiguration().retryMaximum
    /// The longest that a provider's own wish is waited for.
    public var retryAfterMaximum = EngineConfiguration().retryAfterMaximum
    /// How many further attempts the node may make in a second, besides a tenth of its requests.
    public var retriesPerSecond = EngineConfiguration().retriesPerSecond
    /// Whether a target that fails is closed off for a while.
    public var breakers = EngineConfiguration().closesOff
    /// How long a target is closed off the first time.
    public var breakerOpen = EngineConfiguration().breakerOpen
    /// How long a target is closed off at most.
    public var breakerMaximumOpen = EngineConfiguration().breakerMaximumOpen
    /// The least number of attempts that may wait at one target.
    public var minimumConcurrency = EngineConfiguration().minimumConcurrency
    /// The greatest number of attempts that may wait at one target.
    public var maximumConcurrency = EngineConfiguration().maximumConcurrency

    /// Makes a configuration of defaults.
    public init() {}

    func apply(to configuration: inout EngineConfiguration) {
      configuration.maximumAttempts = maximum
      configuration.maximumContinuations = continuations
      configuration.retryBase = retryBase
      configuration.retryMaximum = retryMaximum
      configuration.retryAfterMaximum = retryAfterMaximum
      configuration.retriesPerSecond = retriesPerSecond
      configuration.closesOff = breakers
      configuration.breakerOpen = breakerOpen
      configuration.breakerMaximumOpen = breakerMaximumOpen
      configuration.minimumConcurrency = minimumConcurrency
      configuration.maximumConcurrency = maximumConcurrency
    }
  }
}
