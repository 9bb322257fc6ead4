import HoldfastSecurity

extension ConfigurationRule {
  /// The rules of ``TokenConfiguration``, said all at once and by the names of the settings.
  static let tokens = [
    ConfigurationRule(\.jwt.secret) { configuration in
      guard let count = configuration.jwt.secret?.reveal().utf8.count, count < MasterSecret.minimumBytes
      else {
        return nil
      }
      return "has \(count) bytes and needs at least \(MasterSecret.minimumBytes)"
    },
    ConfigurationRule(\.jwt.algorithms, [\.jwt.secret, \.jwt.keySet]) { configuration in
      let jwt = configuration.jwt
      guard let algorithms = jwt.algorithms, jwt.secret != nil || jwt.keySet != nil else { return nil }
      let (secret, keySet) = (name(\.jwt.secret), name(\.jwt.keySet))
      let problems = [
        (jwt.secret != nil, algorithms.contains(where: \.isSymmetric), "HS256", secret),
        (jwt.keySet != nil, algorithms.contains { !$0.isSymmetric }, "an algorithm other than HS256", keySet),
      ].compactMap { hasKey, isListed, algorithm, key in
        switch (hasKey, isListed) {
        case (true, false): "\(key) is given, and \(algorithm) is not in \(name(\.jwt.algorithms))"
        case (false, true): "\(algorithm) needs \(key)"
        default: nil as String?
        }
      }
      return problems.isEmpty ? nil : problems.joined(separator: "; ")
    },
    useless(\.jwt.algorithms) { $0.algorithms != nil },
    useless(\.jwt.issuer) { $0.issuer != nil },
    useless(\.jwt.audience) { $0.audience != nil },
  ]

  /// The rule that a setting of tokens is given only when tokens are taken.
  ///
  /// Else it would seem to protect something.
  private static func useless(
    _ path: SettingPath,
    isGiven: @escaping @Sendable (HoldfastConfiguration.JWT) -> Bool
  ) -> ConfigurationRule {
    ConfigurationRule(path, [\.jwt.secret, \.jwt.keySet]) { configuration in
      guard isGiven(configuration.jwt), configuration.tokenConfiguration == nil else { return nil }
      return "has no effect, as no tokens are taken: give \(name(\.jwt.secret)) or \(name(\.jwt.keySet))"
    }
  }
}
