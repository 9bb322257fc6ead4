extension ConfigurationSection {
  /// What is wrong with the key of the section itself when it has a value.
  var problem: String {
    "is a section, not a setting; it has names, and each has \(settings)"
  }

  /// What is wrong with a key that begins as those of the section do, and that it does not know.
  ///
  /// - Parameter member: The member that it is of; `nil` when the key is that of a member.
  func problem(ofUnknown key: String, of member: String?) -> String {
    guard let member else {
      return key.dropFirst(name.count + 1).contains(".")
        ? "is no setting" : "is a section, not a setting; it has \(settings)"
    }
    let begin = self.key(of: member) + "."
    let suggestion = Suggestion.words(
      for: String(key.dropFirst(begin.count)), among: rows.map(\.name), after: begin)
    return "is no setting" + suggestion
  }

  /// The section's settings, for whoever wrote a key with another word in place of the section's name.
  func suggestion(for key: String) -> String? {
    guard let dot = key.firstIndex(of: "."), Suggestion.isNear(String(key[..<dot]), name) else { return nil }
    let meant = name + key[dot...]
    if case .setting? = place(of: meant, isBlank: false) { return meant }
    return nil
  }

  private var settings: String { rows.map(\.name).joined(separator: ", ") }
}
