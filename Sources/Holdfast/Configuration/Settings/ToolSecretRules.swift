import HoldfastSecurity

/// What secrets of tools can look like.
enum ToolSecretRules {
  /// What is wrong with a secret, said without any part of it; `nil` when nothing is.
  static func problem(of secret: SecretText) -> SettingProblem? {
    let text = secret.reveal()
    if text.isEmpty { return SettingProblem("is empty") }
    // Files are not searched for variables, so the text would be the secret.
    if text.hasPrefix("$") {
      return SettingProblem("begins with `$`; a variable is named in secretVariable")
    }
    return nil
  }
}
