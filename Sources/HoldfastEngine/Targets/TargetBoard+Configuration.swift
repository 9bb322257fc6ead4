extension TargetBoard.Limits {
  /// The figures of a configuration.
  package init(_ configuration: EngineConfiguration) {
    self.init()
    start.isEnabled = configuration.closesOff
    stream.isEnabled = configuration.closesOff
    start.open = configuration.breakerOpen
    start.maximumOpen = configuration.breakerMaximumOpen
    stream.open = configuration.breakerOpen
    stream.maximumOpen = configuration.breakerMaximumOpen
    let least = max(1, configuration.minimumConcurrency)
    concurrency = least...max(least, configuration.maximumConcurrency)
    retriesPerSecond = max(0, configuration.retriesPerSecond)
    retryBase = configuration.retryBase
    retryMaximum = configuration.retryMaximum
    retryAfterMaximum = configuration.retryAfterMaximum
  }
}
