import FoundationEssentials
import HoldfastModel
import HoldfastSecurity
import HoldfastTools

extension SettingFormat where Value == JSONValue {
  /// The schema of a tool's input, as JSON text; the file may have it as a mapping, which reading it turns to text.
  static let inputSchema = SettingFormat(
    type: "JSON Schema", allowed: "the JSON Schema of an object, as a mapping or as JSON text",
    parse: { value throws(SettingProblem) in
      do { return try JSONParser.parse(value.trimmed) } catch let error as JSONParsingError {
        throw SettingProblem("is \(error)")
      } catch let error as SettingProblem {
        throw error
      } catch {
        throw SettingProblem("cannot be read")
      }
    },
    check: { value throws(SettingProblem) in
      do { _ = try JSONSchema(value) } catch { throw SettingProblem("has a fault: \(error)") }
      guard value["type"]?.stringValue == "object" else {
        throw SettingProblem("must have the type object, as a model gives a tool an object")
      }
    },
    show: { .scalar($0.text) })
}

extension SettingFormat where Value == SecretText {
  /// What requests to a tool are signed with, never shown.
  static let toolSecret = SettingFormat(
    type: "secret", allowed: "any text; never shown", isSecret: true,
    parse: { value throws(SettingProblem) in SecretText(try value.trimmed) },
    check: { value throws(SettingProblem) in
      if let problem = ToolSecretRules.problem(of: value) { throw problem }
    },
    show: { .scalar($0.description) })
}

extension SettingFormat where Value == String {
  /// The name of an environment variable that holds a secret.
  ///
  /// In capitals, so that a secret that was put here is seen to be none, and is not shown.
  static let variable = SettingFormat(
    type: "variable", allowed: "the name of an environment variable, in capitals",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { name throws(SettingProblem) in
      guard ProviderKeyRules.isVariable(name) else { throw SettingProblem("is no name of a variable") }
    },
    // What is no name may be the secret.
    show: { ProviderKeyRules.isVariable($0) ? .scalar($0) : .scalar("<invalid>") })

  /// The address of a tool.
  static let endpoint = SettingFormat(
    type: "URL", allowed: "an http or https URL without user, password and fragment",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { value throws(SettingProblem) in
      try SettingFormat.url.check(value)
      guard ToolEndpoint(value) != nil else {
        throw .value(value, hidden: true, "has characters that no URL has, or a host that is none")
      }
    },
    show: { SettingFormat.url.show($0) })
}
