extension Setting {
  /// How providers that fail are tried again.
  static let attempts = [
    Setting(
      "attempts.maximum", \.attempts.maximum, .integer(1...10),
      "How many attempts at its providers a reply may take."),
    Setting(
      "attempts.continuations", \.attempts.continuations, .integer(0...9),
      "How often a reply that broke off is gone on with by another attempt; 0 for never."),
    Setting(
      "attempts.retryBaseMs", \.attempts.retryBase, .milliseconds(0...3_600_000),
      "The first wait before the same model is asked again, at random up to it; it doubles."),
    Setting(
      "attempts.retryMaximumMs", \.attempts.retryMaximum, .milliseconds(0...3_600_000),
      "The longest such wait."),
    Setting(
      "attempts.retryAfterMaximumMs", \.attempts.retryAfterMaximum, .milliseconds(0...3_600_000),
      "The longest that is waited when a provider says how long it wants to be left alone."),
    Setting(
      "attempts.retriesPerSecond", \.attempts.retriesPerSecond, .integer(0...1_000_000),
      "How many attempts beyond the first of a reply the server may make in a second, besides a tenth of its requests."
    ),
    Setting(
      "attempts.breakers", \.attempts.breakers, .boolean,
      "Whether a model that fails again and again is closed off for a while."),
    Setting(
      "attempts.breakerOpenMs", \.attempts.breakerOpen, .milliseconds(10...3_600_000),
      "How long a model that fails is closed off the first time; it doubles."),
    Setting(
      "attempts.breakerMaximumOpenMs", \.attempts.breakerMaximumOpen, .milliseconds(10...3_600_000),
      "How long a model that fails is closed off at most. Longer, one that is well again gets its calls back later."
    ),
    Setting(
      "attempts.minimumConcurrency", \.attempts.minimumConcurrency, .integer(1...1_000_000),
      "How many replies may wait for their first word at one model however slow it is."),
    Setting(
      "attempts.maximumConcurrency", \.attempts.maximumConcurrency, .integer(1...1_000_000),
      "The most replies that may wait for their first word at one model before others of the chain are preferred."
    ),
  ]
}
