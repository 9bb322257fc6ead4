extension Setting {
  /// Every setting, in the order in which they are shown.
  package static let all =
    http + admin + storage + stores + providers + attempts + quota + effects + tokens + limits + engine
    + logging

  /// The setting at a place of the configuration, which must have one.
  package static func at(_ path: PartialKeyPath<HoldfastConfiguration>) -> Setting {
    guard let setting = all.first(where: { $0.path == path }) else {
      preconditionFailure("\(path) has no setting")
    }
    return setting
  }

  /// The setting of a key.
  package static func named(_ key: String) -> Setting? { byKey[key] }

  private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
}
