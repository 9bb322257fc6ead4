import HoldfastSecurity

extension Setting {
  /// Who writes the replies.
  static let providers = [
    Setting(
      "provider.kind", \.provider.kind, .choice, variable: "HOLDFAST_PROVIDER", flag: "provider",
      "Who writes the replies: `openai`, a server that speaks the OpenAI Chat Completions API; `scripted`, a scenario. "
        + "There is no default."),
    Setting(
      "provider.url", \.provider.url, .url, flag: "provider-url",
      "The address before `/chat/completions`, such as `https://api.openai.com/v1`; `openai` needs it. A query is kept, "
        + "and not shown."),
    Setting(
      "provider.key", \.provider.key, .secret,
      "The key that opens the provider's API; without it none is sent."),
    Setting(
      "provider.model", \.provider.model, .text, flag: "provider-model",
      "The model that is asked for; `openai` needs it."),
    Setting(
      "provider.scenario", \.provider.scenario, .path, variable: "HOLDFAST_SCENARIO", flag: "scenario",
      "The scenario file of `scripted`; without it a built-in demonstration plays."),
    Setting(
      "provider.systemPrompt", \.provider.systemPrompt, .text, variable: "HOLDFAST_SYSTEM_PROMPT",
      "Instructions before every conversation."),
    Setting(
      "provider.vision", \.provider.vision, .boolean,
      "Whether the model reads images; a message with one is refused when it does not."),
    Setting(
      "provider.includeUsage", \.provider.includeUsage, .boolean,
      "Whether usage is asked for with `stream_options`; false for servers that refuse the member."),
    Setting(
      "provider.connectTimeoutMs", \.provider.connectTimeout, .milliseconds(1...3_600_000),
      "The time for a connection, name look-up and TLS included."),
    Setting(
      "provider.firstByteTimeoutMs", \.provider.firstByteTimeout, .milliseconds(1...86_400_000),
      "The time until the first byte of a reply; models that think first need more."),
    Setting(
      "provider.idleTimeoutMs", \.provider.idleTimeout, .milliseconds(1...86_400_000),
      "The time between two pieces of a reply before it counts as cut."),
    Setting(
      "provider.totalTimeoutMs", \.provider.totalTimeout, .milliseconds(1...86_400_000),
      "The time for a whole reply."),
    Setting(
      "provider.maximumEventBytes", \.provider.maximumEventBytes, .bytes(1...1 << 30),
      "The longest event of a provider's stream."),
    Setting(
      "provider.maximumConnections", \.provider.maximumConnections, .integer(1...1_000_000),
      "The most connections to the provider at one time; each running reply has one."),
  ]

  /// Which bearer tokens count.
  static let tokens = [
    Setting(
      "jwt.secret", \.jwt.secret, .secret, "The secret of HS256 tokens, at least 32 bytes."),
    Setting(
      "jwt.jwks", \.jwt.keySet, .keySet,
      "Where the public keys of tokens are: the https URL or the path of a JWKS."),
    Setting(
      "jwt.algorithms", \.jwt.algorithms, SettingFormat<TokenAlgorithm>.set(),
      "The accepted algorithms; without it HS256 with a secret, and RS256, ES256 and EdDSA with a JWKS."),
    Setting("jwt.issuer", \.jwt.issuer, .text, "The issuer that a token must name; without it any counts."),
    Setting(
      "jwt.audience", \.jwt.audience, .text,
      "The audience that a token must name; without it any counts."),
  ]
}
