import HoldfastSecurity

extension ConfigurationRule {
  static let servers = [
    ConfigurationRule(\.admin.port, [\.http.port]) { configuration in
      let port = configuration.admin.port
      guard port != 0, port == configuration.http.port else { return nil }
      return "is \(port), and so is \(name(\.http.port)); they must differ, or be 0"
    },
    ConfigurationRule(\.http.origins) { configuration in
      let problems = configuration.http.origins.compactMap { origin in
        refusal { () throws(SecurityError) in _ = try OriginPolicy(origins: [origin]) }
      }
      return problems.isEmpty ? nil : problems.joined(separator: "; ")
    },
  ]

  static let secrets = [
    ConfigurationRule(\.secret) { configuration in
      guard let secret = configuration.secret else { return nil }
      return refusal { () throws(SecurityError) in _ = try MasterSecret(text: secret.reveal()) }
    }
  ]

  static let providers = [
    ConfigurationRule(\.provider.access.kind) { configuration in
      guard configuration.provider.access.kind == nil, !configuration.hasNamedModels else { return nil }
      let setting = Setting.at(\.provider.access.kind)
      return
        "no provider is configured: set \(setting.variable) to \(setting.allowed), or configure providers and agents in "
        + "the file"
    },
    ConfigurationRule(\.provider.access.url, [\.provider.access.kind]) { configuration in
      let access = configuration.provider.access
      guard access.kind == .openai, access.url == nil, !configuration.hasNamedModels else { return nil }
      return "is missing: the provider openai needs the address before /chat/completions; set "
        + Setting.at(\.provider.access.url).variable
    },
    ConfigurationRule(\.provider.model, [\.provider.access.kind]) { configuration in
      guard let kind = configuration.provider.access.kind, kind != .scripted,
        configuration.provider.model == nil, !configuration.hasNamedModels
      else { return nil }
      return
        "is missing: the provider \(kind.rawValue) needs a model; set \(Setting.at(\.provider.model).variable)"
    },
  ]

  /// What the module of a setting says against it; `nil` when it takes it.
  private static func refusal(_ take: () throws(SecurityError) -> Void) -> String? {
    do {
      try take()
      return nil
    } catch {
      return error.message
    }
  }
}

extension HoldfastConfiguration {
  /// Whether anything is configured under names of the operator's, for which there are rules of their own.
  fileprivate var hasNamedModels: Bool { !providers.isEmpty || !agents.isEmpty || !models.isEmpty }
}
