import HoldfastSecurity

extension ConfigurationRule {
  /// What stores that several nodes share ask for.
  static let stores = [
    ConfigurationRule(\.secret, [\.stores.conversations, \.stores.anonymous, \.stores.streams]) {
      configuration in
      guard configuration.stores.areShared, configuration.secret == nil else { return nil }
      return
        "is missing: nodes that share a store must share the secret that signs cookies and seals streams; set "
        + "\(Setting.at(\.secret).variable) to the same text of at least \(MasterSecret.minimumBytes) bytes on all of them"
    },
    ConfigurationRule(\.stores.conversationsReplica, [\.stores.conversations]) { configuration in
      guard configuration.stores.conversationsReplica != nil,
        configuration.stores.conversations?.kind != .mysql
      else { return nil }
      return "is the replica of nothing: \(name(\.stores.conversations)) is no mysql:// URL"
    },
  ]
}
