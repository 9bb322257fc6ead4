import Holdfast
import HoldfastProviders
import HoldfastSecurity
import Testing

/// No output shows a secret, whatever else is wrong.
@Suite(.timeLimit(.minutes(1)))
struct SecrecyTests {
  static let canary = "canary-8f1c4b72-never-to-be-seen"

  /// The settings that may hold a secret: as such, in an address, or because nobody knows what they are.
  static let places: [[String: String]] =
    Setting.all.filter(\.isSecret).map { [$0.variable: canary] } + [
      ["HOLDFAST_SECRET": "canary"], ["HOLDFAST_JWT_SECRET": "canary"],
      ["HOLDFAST_PROVIDER_URL": "https://host/v1?key=\(canary)"],
      ["HOLDFAST_PROVIDER_URL": "https://user:\(canary)@host/v1"],
      ["HOLDFAST_PROVIDER_URL": "\(canary)"],
      ["HOLDFAST_JWT_JWKS": "https://user:\(canary)@host/keys"],
      ["HOLDFAST_JWT_JWKS": "https://host/keys?token=\(canary)"],
      ["HOLDFAST_SECRTE": canary],
    ]

  @Test(arguments: places)
  func aSecretIsNotShown(_ environment: [String: String]) throws {
    try expectNoCanary(in: Reading.load(environment: environment))
  }

  static let files = [
    "secret: \(canary)\n", "provider:\n  key: [\(canary)]\n", "secert: \(canary)\n",
    "secret:\n  \(canary): 1\n",
    // Files that cannot be parsed, where the parser would quote the line or the whole file.
    "secret: \"\(canary)\n", "secret: \(canary): x\n", "secret: \(canary)\nsecret: \(canary)\n",
    "secret: {\(canary)\n",
    // Keys of providers, where they belong and where they do not.
    named("keys: [\(canary)]"), named("keys: [\(canary), \(canary)]"), named("keys: \(canary)"),
    named("keys: ['$\(canary)']"), named("keys: ['a \(canary)']"), named("keyVariables: [\(canary)]"),
    named("keyVariables: \(canary)"), named("key: \(canary)"), named("url: '\(canary)'"),
    named("url: 'https://host/v1?key=\(canary)'"),
    "providers: {p: \(canary)}\n", "providers: \(canary)\n",
    // Secrets of tools, likewise; with a schema the file is read in another form.
    tool("secret: \(canary)"), tool("secret: [\(canary)]"), tool("secret: '$\(canary)'"),
    tool("secretVariable: \(canary)"), tool("secretVariable: [\(canary)]"), tool("scret: \(canary)"),
    tool("url: '\(canary)'"), tool("url: 'https://host/v1?key=\(canary)'"),
    tool("url: 'https://u:\(canary)@host/v1'"), tool("secret: \(canary), schema: {type: [{}]}"),
    tool("secret: \(canary), schema: {type: object}"), tool("schema: \(canary)"),
    "tools: {t: \(canary)}\n", "tools: \(canary)\n", "plans: {p: \(canary)}\n",
    "secret: \(canary)\n\tx: y\n", "secret: *\(canary)\n", "\(canary)\n", "secret: \(canary)\u{0}\n",
    "secret: \(canary)\n--- \n\(canary): 1\n", "- \(canary)\n", "? [\(canary)]\n: \(canary)\n",
  ]

  private static func named(_ line: String) -> String {
    "providers: {p: {kind: anthropic, \(line)}}\nagents: {default: {chain: p/m}}\n"
  }

  private static func tool(_ line: String) -> String {
    named("url: 'https://host'") + "tools: {t: {\(line)}}\n"
  }

  @Test(arguments: ["\(canary)", " \(canary)\n", "$\(canary)", "a \(canary)"])
  func aKeyInAVariableIsNotShown(_ value: String) throws {
    let file = Self.named("keyVariables: [A_KEY, B_KEY]")
    let loaded = try Reading.load(environment: ["A_KEY": value, "B_KEY": value], file: file)
    #expect(loaded.configuration.providers[0].allKeys.count == 2)
    try expectNoCanary(in: loaded)
    let agents = try AgentBuilder(loaded.configuration)
    var dumped = ""
    dump(agents, to: &dumped)
    #expect(!dumped.contains("canary"))
  }

  @Test(arguments: files)
  func aSecretInAFileIsNotShown(_ file: String) throws {
    try expectNoCanary(in: Reading.load(file: file), except: ["secret.\(Self.canary)"])
  }

  @Test func theSecretsAreTheOnesThatAreMeant() throws {
    #expect(Setting.all.filter(\.isSecret).map(\.key) == ["secret", "provider.key", "jwt.secret"])
    let loaded = try Reading.load(environment: ["HOLDFAST_SECRET": Self.canary])
    #expect(loaded.configuration.secret?.reveal() == Self.canary)
    #expect(Setting.all.filter(\.isSecret).allSatisfy { $0.flag == nil })
  }

  /// - Parameter keys: Keys that hold the canary themselves; names are shown.
  private func expectNoCanary(in loaded: LoadedConfiguration, except keys: [String] = []) throws {
    var dumped = ""
    dump(loaded.configuration.secret, to: &dumped)
    dump(loaded.configuration.jwt.secret, to: &dumped)
    dump(loaded.configuration.provider.key, to: &dumped)
    dump(loaded.configuration.providers.map(\.allKeys), to: &dumped)
    dump(loaded.configuration.tools.map(\.effectiveSecret), to: &dumped)
    let faults = loaded.faults.filter { !keys.contains($0.key ?? "") }
    let outputs = [
      ConfigurationListing(loaded).text, faults.map(\.description).joined(), dumped,
      ConfigurationReference.markdown,
      "\(loaded.configuration.jwt.secret as Any) \(String(reflecting: loaded.configuration.secret))",
      ConfigurationFaults(faults).map { "\($0) \(String(reflecting: $0))" } ?? "",
    ]
    for output in outputs { #expect(!output.contains("canary")) }
  }
}
