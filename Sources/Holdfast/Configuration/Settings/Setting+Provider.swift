import HoldfastSecurity

extension Setting {
  /// Who writes the replies, when there are no agents.
  static let providers = [
    access(.kind, \.provider.access.kind, variable: "HOLDFAST_PROVIDER", flag: "provider"),
    access(.url, \.provider.access.url, flag: "provider-url"),
    Setting(
      "provider.key", \.provider.key, .secret,
      "The key that opens the provider's API; without it none is sent."),
    Setting(
      "provider.model", \.provider.model, .text, flag: "provider-model",
      "The model that is asked for; `openai` and `anthropic` need it."),
    access(.scenario, \.provider.access.scenario, variable: "HOLDFAST_SCENARIO", flag: "scenario"),
    Setting(
      "provider.systemPrompt", \.provider.systemPrompt, .text, variable: "HOLDFAST_SYSTEM_PROMPT",
      "Instructions before every conversation."),
    Setting(
      "provider.vision", \.provider.vision, .boolean,
      "Whether the model reads images; a message with one is refused when it does not."),
    access(.includeUsage, \.provider.access.includeUsage),
    access(.reasoningFields, \.provider.access.reasoningFields),
    access(.prefill, \.provider.access.prefill),
    access(.continuation, \.provider.access.continuation),
    access(.tokenLimit, \.provider.access.tokenLimit),
    access(.connectTimeout, \.provider.access.connectTimeout),
    access(.firstByteTimeout, \.provider.access.firstByteTimeout),
    access(.idleTimeout, \.provider.access.idleTimeout),
    access(.totalTimeout, \.provider.access.totalTimeout),
    access(.maximumEventBytes, \.provider.access.maximumEventBytes),
    access(.maximumConnections, \.provider.access.maximumConnections),
  ]

  private static func access(
    _ setting: EntrySetting<HoldfastConfiguration.ProviderAccess>, _ path: SettingPath,
    variable: String? = nil, flag: String? = nil
  ) -> Setting {
    Setting(setting, path, of: \.provider.access, in: "provider", variable: variable, flag: flag)
  }

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
