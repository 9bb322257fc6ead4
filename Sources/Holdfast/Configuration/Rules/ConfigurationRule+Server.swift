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
    ConfigurationRule(\.provider.kind) { configuration in
      guard configuration.provider.kind == nil else { return nil }
      let setting = Setting.at(\.provider.kind)
      return "no provider is configured: set \(setting.variable) to \(setting.allowed)"
    },
    ConfigurationRule(\.provider.url, [\.provider.kind]) { configuration in
      guard configuration.provider.kind == .openai, configuration.provider.url == nil else { return nil }
      return "is missing: the provider openai needs the address before /chat/completions; set "
        + Setting.at(\.provider.url).variable
    },
    ConfigurationRule(\.provider.model, [\.provider.kind]) { configuration in
      guard configuration.provider.kind == .openai, configuration.provider.model == nil else { return nil }
      return "is missing: the provider openai needs a model; set \(Setting.at(\.provider.model).variable)"
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
