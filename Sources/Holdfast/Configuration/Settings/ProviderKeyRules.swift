import HoldfastSecurity

/// What keys of providers, and the variables that hold them, can look like.
enum ProviderKeyRules {
  /// What is wrong with a key, said without any part of it; `nil` when nothing is.
  static func problem(of key: SecretText) -> SettingProblem? {
    let text = key.reveal()
    if text.isEmpty { return SettingProblem("has a key that is empty") }
    // Files are not searched for variables, so the text would be sent as the key.
    if text.hasPrefix("$") {
      return SettingProblem("has a key that begins with `$`; variables are named in keyVariables")
    }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return SettingProblem("has a key with white space or other characters that cannot be sent")
    }
    return nil
  }

  /// Whether a text is a name of a variable, in capitals.
  static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
