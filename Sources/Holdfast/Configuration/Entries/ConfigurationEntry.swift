/// Something that the operator names in the file, such as the provider `openai` in `providers.openai`.
protocol ConfigurationEntry: Sendable {
  /// The name that the operator gave it.
  var name: String { get }

  /// Makes an entry of which nothing but the name is given.
  init(name: String)

  /// What is wrong with a name; `nil` when nothing is.
  static func problem(ofName name: String) -> SettingProblem?
}

extension ConfigurationEntry {
  /// What is wrong with a name of letters, digits, `-` and `_`, which fits in a path and before a slash.
  static func problem(ofName name: String) -> SettingProblem? {
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if isName, (1...64).contains(name.utf8.count) { return nil }
    return .value(name, "is no name: it takes 1 to 64 letters without accents, digits, - and _")
  }
}

extension HoldfastConfiguration.NamedProvider: ConfigurationEntry {}
extension HoldfastConfiguration.NamedAgent: ConfigurationEntry {}
extension HoldfastConfiguration.NamedTool: ConfigurationEntry {}
extension HoldfastConfiguration.NamedPlan: ConfigurationEntry {}

extension HoldfastConfiguration.ModelFacts: ConfigurationEntry {
  static func problem(ofName name: String) -> SettingProblem? {
    ModelName(name) == nil ? .value(name, "is no model: it takes a provider, a slash and a model") : nil
  }
}
