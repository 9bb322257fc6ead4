import HoldfastModel

extension EntrySetting<HoldfastConfiguration.NamedProvider> {
  /// The settings of a named provider.
  static let providers =
    [access(.kind), access(.url)]
    + [
      EntrySetting(
        "keys", \.keys, .secrets,
        "The keys that open its API; several are used in turn, and each fails by itself. Without any none is sent.",
        idle: useless),
      EntrySetting(
        "keyVariables", \.keyVariables, .variables,
        "The environment variables that hold its keys, which keeps them out of the file.",
        idle: useless),
    ]
    + [
      access(.scenario), access(.includeUsage), access(.reasoningFields), access(.prefill),
      access(.continuation), access(.tokenLimit), access(.connectTimeout), access(.firstByteTimeout),
      access(.idleTimeout), access(.totalTimeout), access(.maximumEventBytes), access(.maximumConnections),
    ]

  /// Says of keys that a scenario has no use for them.
  private static func useless(for provider: HoldfastConfiguration.NamedProvider) -> String? {
    provider.access.kind == .scripted ? "has no effect on a provider of kind scripted" : nil
  }

  private static func access(
    _ setting: EntrySetting<HoldfastConfiguration.ProviderAccess>
  ) -> EntrySetting { EntrySetting(setting, of: \.access) }
}

extension EntrySetting<HoldfastConfiguration.NamedAgent> {
  /// The settings of an agent.
  static let agents = [
    EntrySetting(
      "description", \.summary, .text,
      "What it is for, in a sentence for the people who choose among agents."),
    EntrySetting("systemPrompt", \.systemPrompt, .text, "Instructions before every conversation."),
    EntrySetting(
      "chain", \.chain, .chain,
      "The models that are asked, the first choice first. It is needed, and no model can be in it twice."),
    EntrySetting(
      "continuation", \.continuation, .choice,
      "Whether a reply that broke off is gone on with, by the same model or the next: `auto`, where that is safe; "
        + "`never`."),
    EntrySetting(
      "format", \.format, .choice,
      "What a reply is: `text`, or one object of `json`, which is never gone on with once it broke off."),
    EntrySetting(
      "maximumOutputTokens", \.maximumOutputTokens, .integer(1...10_000_000),
      "The most tokens that a reply may have; without it the model's own limit, and 4096 of `anthropic`."),
    EntrySetting(
      "quotaClass", \.quotaClass, .text,
      "What its replies count as, shown with the agent: where there are `plans`, the name of one."),
    EntrySetting(
      "vision", \.vision, .boolean,
      "Whether its models read images, where `models` does not say otherwise; a message with one is refused when none "
        + "does."),
    EntrySetting(
      "tools", \.tools, .list(of: "names of tools"),
      "What its models may have done, by the names in `tools`; `createDocument`, which writes artifacts, is built in.",
      idle: { $0.format == .json ? "has no effect on an agent whose format is json" : nil }),
    EntrySetting(
      "maximumSteps", \.maximumSteps, .integer(1...100),
      "How many times a model may be called for a reply, with calls of tools in between."),
  ]
}

extension EntrySetting<HoldfastConfiguration.ModelFacts> {
  /// The settings of a model.
  static let models = [
    EntrySetting(
      "continuation", \.continuation, .choice,
      "How it goes on with a reply that broke off; without it as its provider says."),
    EntrySetting(
      "vision", \.vision, .boolean, "Whether it reads images; without it as the agent says."),
    EntrySetting(
      "firstChunkTimeoutMs", \.firstChunkTimeout, .milliseconds(1...86_400_000),
      "How long it may take to its first content; without it `engine.firstChunkTimeoutMs`, "
        + "and in a chain of several models 20000 at most."),
    EntrySetting(
      "betweenChunksTimeoutMs", \.betweenChunksTimeout, .milliseconds(1...86_400_000),
      "How long it may pause between two events; without it `engine.betweenChunksTimeoutMs`, "
        + "and in a chain of several models 15000 at most."),
  ]
}
