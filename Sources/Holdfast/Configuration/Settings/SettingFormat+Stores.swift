extension SettingFormat where Value == StoreURL {
  /// The place of a store of some kinds.
  static func store(_ kinds: StoreURL.Kind...) -> SettingFormat {
    let allowed = kinds.map { $0 == .sqlite ? "sqlite:folder" : "\($0.rawValue)://…" }.joined(separator: ", ")
    return SettingFormat(
      type: "store URL", allowed: allowed,
      parse: { value throws(SettingProblem) in
        let text = try value.trimmed
        guard let url = StoreURL(text) else {
          throw .value(text, hidden: true, "is no URL of a store")
        }
        return url
      },
      check: { url throws(SettingProblem) in
        guard kinds.contains(url.kind) else {
          throw .value(url.text, hidden: true, "names \(url.kind.rawValue), which cannot be used here")
        }
        if let problem = url.problem { throw .value(url.text, hidden: true, problem) }
      },
      show: { .scalar($0.description) })
  }
}
