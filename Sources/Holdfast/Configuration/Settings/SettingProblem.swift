/// What is wrong with a value, in words that follow the setting's name and a colon.
package struct SettingProblem: Error, Sendable, Hashable {
  /// The words.
  package var text: String

  /// Makes a problem.
  package init(_ text: String) { self.text = text }

  /// Says something of a value, which is shown unless it must not be.
  ///
  /// At most 64 characters are shown: a value that is not what was meant may be anything.
  static func value(_ text: String, hidden: Bool = false, _ problem: String) -> SettingProblem {
    if hidden { return SettingProblem("the value \(problem)") }
    let shown = text.count > 64 ? text.prefix(64) + "…" : text[...]
    return SettingProblem("\"\(shown)\" \(problem)")
  }
}
