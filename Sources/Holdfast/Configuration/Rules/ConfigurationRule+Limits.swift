extension ConfigurationRule {
  static let limits = [
    ConfigurationRule(\.engine.renewInterval, [\.engine.lease]) { configuration in
      let (lease, interval) = (configuration.engine.lease, configuration.engine.renewInterval)
      guard interval * 2 >= lease else { return nil }
      return
        "is \(interval.wholeMilliseconds) and must be less than half of \(name(\.engine.lease)), which is "
        + "\(lease.wholeMilliseconds); else one renewal that comes late loses the lease"
    },
    within(\.attempts.retryBase, \.attempts.retryMaximum),
    within(\.attempts.breakerOpen, \.attempts.breakerMaximumOpen),
    within(\.attempts.minimumConcurrency, \.attempts.maximumConcurrency),
    within(\.limits.bodyBytes, \.limits.pendingBodyBytes),
    within(\.limits.messageBytes, \.limits.bodyBytes),
    within(\.limits.fileBytes, \.limits.bodyBytes),
    within(\.limits.draftBytes, \.limits.bodyBytes),
    within(\.limits.readBatchBytes, \.limits.hubWindowBytes),
  ]

  /// The rule that a time is not above another one, which would have no effect then.
  private static func within(
    _ path: any KeyPath<HoldfastConfiguration, Duration> & Sendable,
    _ outer: any KeyPath<HoldfastConfiguration, Duration> & Sendable
  ) -> ConfigurationRule {
    ConfigurationRule(path, [outer]) { configuration in
      let (value, limit) = (configuration[keyPath: path], configuration[keyPath: outer])
      guard value > limit else { return nil }
      return "is \(value.wholeMilliseconds) and must not be above \(name(outer)), which is "
        + "\(limit.wholeMilliseconds)"
    }
  }

  /// The rule that a limit is not above another one, without which it could never be reached.
  private static func within(
    _ path: any KeyPath<HoldfastConfiguration, Int> & Sendable,
    _ outer: any KeyPath<HoldfastConfiguration, Int> & Sendable
  ) -> ConfigurationRule {
    ConfigurationRule(path, [outer]) { configuration in
      let (value, limit) = (configuration[keyPath: path], configuration[keyPath: outer])
      return value <= limit ? nil : "is \(value) and must not be above \(name(outer)), which is \(limit)"
    }
  }
}
