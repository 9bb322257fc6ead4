extension EntrySetting<HoldfastConfiguration.NamedPlan> {
  /// The settings of a plan.
  static let plans = [
    EntrySetting(
      "messagesPerDay", \.messagesPerDay, limit, "How many messages each user may send on a day."),
    EntrySetting(
      "messagesPerMonth", \.messagesPerMonth, limit, "How many messages each user may send in a month."),
    EntrySetting(
      "tokensPerDay", \.tokensPerDay, limit,
      "How many tokens each user may use on a day, those of prompts included."),
    EntrySetting(
      "tokensPerMonth", \.tokensPerMonth, limit,
      "How many tokens each user may use in a month, those of prompts included."),
    EntrySetting(
      "concurrency", \.concurrency, .integer(1...1_000_000),
      "How many replies each user may have running at once."),
    EntrySetting(
      "reserveTokens", \.reserveTokens, .integer(0...10_000_000),
      "How many tokens are set aside for a reply before it is known how many it takes, where the agent has no "
        + "`maximumOutputTokens`."),
  ]

  /// A limit; 0 forbids.
  private static let limit = SettingFormat.integer(0...1_000_000_000_000)
}
