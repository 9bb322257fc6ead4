import HoldfastModel
import HoldfastProviders

extension EntrySetting<HoldfastConfiguration.ProviderAccess> {
  static let kind = EntrySetting(
    "kind", \.kind, .choice,
    "Who writes the replies: `openai`, a server that speaks the OpenAI Chat Completions API; `anthropic`, one that "
      + "speaks the Anthropic Messages API; `scripted`, a scenario. There is no default.")
  static let url = EntrySetting(
    "url", \.url, .url,
    "The address before `/chat/completions`, such as `https://api.openai.com/v1`, which `openai` needs, or before "
      + "`/messages`, by default Anthropic's own. A query is kept, and not shown.",
    idle: useful(for: .openai, .anthropic))
  static let scenario = EntrySetting(
    "scenario", \.scenario, .path,
    "The scenario file of `scripted`; without it a built-in demonstration plays.",
    idle: useful(for: .scripted))
  static let includeUsage = EntrySetting(
    "includeUsage", \.includeUsage, .boolean,
    "Whether `openai` is asked for usage with `stream_options`; false for servers that refuse the member.",
    idle: useful(for: .openai))
  static let reasoningFields = EntrySetting(
    "reasoningFields", \.reasoningFields, .list(of: "names of members"),
    "The members in which `openai` may send reasoning; the first that has text counts.",
    idle: useful(for: .openai))
  static let prefill = EntrySetting(
    "prefill", \.prefill, .choice,
    "How `openai` is told that its last message is to be gone on with: by the message alone, `plain`, as llama.cpp and "
      + "OpenRouter take it; by `continue-final-message`, as vLLM and SGLang do; by `prefix`, as Mistral and DeepSeek do.",
    idle: useful(for: .openai))
  static let continuation = EntrySetting(
    "continuation", \.continuation, .choice,
    "How its models go on with a reply that broke off: `prefill`, from the text so far as the beginning of their "
      + "answer; `user-continue`, on being asked to; `none`, not at all. Without it `user-continue` of `openai` and "
      + "`prefill` of `anthropic`, `none` of `scripted`, whose scenario says what is left in either way.")
  static let tokenLimit = EntrySetting(
    "maxTokensField", \.tokenLimit, .choice,
    "The member in which `openai` is told the most tokens of a reply.",
    idle: useful(for: .openai))
  static let connectTimeout = EntrySetting(
    "connectTimeoutMs", \.connectTimeout, .milliseconds(1...3_600_000),
    "The time for a connection, name look-up and TLS included.",
    idle: useful(for: .openai, .anthropic))
  static let firstByteTimeout = EntrySetting(
    "firstByteTimeoutMs", \.firstByteTimeout, .milliseconds(1...86_400_000),
    "The time until the first byte of a reply; models that think first need more.",
    idle: useful(for: .openai, .anthropic))
  static let idleTimeout = EntrySetting(
    "idleTimeoutMs", \.idleTimeout, .milliseconds(1...86_400_000),
    "The time between two pieces of a reply before it counts as cut.",
    idle: useful(for: .openai, .anthropic))
  static let totalTimeout = EntrySetting(
    "totalTimeoutMs", \.totalTimeout, .milliseconds(1...86_400_000),
    "The time for a whole reply.",
    idle: useful(for: .openai, .anthropic))
  static let maximumEventBytes = EntrySetting(
    "maximumEventBytes", \.maximumEventBytes, .bytes(1...1 << 30),
    "The longest event of a provider's stream.",
    idle: useful(for: .openai, .anthropic))
  static let maximumConnections = EntrySetting(
    "maximumConnections", \.maximumConnections, .integer(1...1_000_000),
    "The most connections to the provider at one time; each running reply has one.",
    idle: useful(for: .openai, .anthropic))

  /// Says of a setting that only some kinds of provider have a use for it.
  private static func useful(
    for kinds: HoldfastConfiguration.Provider.Kind...
  ) -> @Sendable (HoldfastConfiguration.ProviderAccess) -> String? {
    { access in
      guard let kind = access.kind, !kinds.contains(kind) else { return nil }
      return "has no effect on a provider of kind \(kind.rawValue)"
    }
  }
}
