import HoldfastModel

/// Reads an object of a scenario, and names the place of whatever is wrong in it.
struct ScenarioReader {
  private let object: JSONObject
  private let place: String

  init(_ value: JSONValue, at place: String) throws(ScenarioError) {
    guard case .object(let object) = value else {
      throw ScenarioError(place: place, problem: Self.mismatch("an object", value))
    }
    self.object = object
    self.place = place
  }

  var keys: [String] { object.members.map(\.key) }

  func fault(_ problem: String) -> ScenarioError { ScenarioError(place: place, problem: problem) }

  /// Refuses every name but these.
  func allow(_ names: [String]) throws(ScenarioError) {
    for key in keys where !names.contains(key) { throw fault("unknown name \"\(key)\"") }
  }

  func value(_ key: String) throws(ScenarioError) -> JSONValue {
    guard let value = object[key] else { throw fault("\"\(key)\" is missing") }
    return value
  }

  func object(_ key: String) throws(ScenarioError) -> ScenarioReader {
    try ScenarioReader(try value(key), at: path(key))
  }

  func array<Element>(
    _ key: String, _ read: (JSONValue, String) throws(ScenarioError) -> Element
  ) throws(ScenarioError) -> [Element] {
    guard let values = try value(key).arrayValue else { throw mismatch(key, "an array") }
    var elements: [Element] = []
    for (index, value) in values.enumerated() { elements.append(try read(value, "\(path(key))[\(index)]")) }
    return elements
  }

  func string(_ key: String) throws(ScenarioError) -> String {
    try Self.string(try value(key), at: path(key))
  }

  func optionalString(_ key: String) throws(ScenarioError) -> String? {
    object[key] == nil ? nil : try string(key)
  }

  static func string(_ value: JSONValue, at place: String) throws(ScenarioError) -> String {
    guard let text = value.stringValue else {
      throw ScenarioError(place: place, problem: mismatch("a string", value))
    }
    return text
  }

  func optionalBool(_ key: String) throws(ScenarioError) -> Bool? {
    guard let value = object[key] else { return nil }
    guard let bool = value.boolValue else { throw mismatch(key, "true or false") }
    return bool
  }

  func optionalCount(_ key: String) throws(ScenarioError) -> Int? {
    guard let value = object[key] else { return nil }
    guard let count = value.intValue, count >= 0 else { throw mismatch(key, "a whole number, 0 or more") }
    return count
  }

  /// A number of seconds.
  func duration(_ key: String) throws(ScenarioError) -> Duration {
    guard case .number(let number) = try value(key), (0...1e9).contains(number.doubleValue) else {
      throw mismatch(key, "a number of seconds, 0 or more")
    }
    return .seconds(number.doubleValue)
  }

  func optionalDuration(_ key: String) throws(ScenarioError) -> Duration? {
    object[key] == nil ? nil : try duration(key)
  }

  /// One of the names of a closed set.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(ScenarioError) -> Choice where Choice.RawValue == String {
    let text = try string(key)
    guard let choice = Choice(rawValue: text) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ScenarioError(place: path(key), problem: "\"\(text)\" is none of \(names)")
    }
    return choice
  }

  private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  private func mismatch(_ key: String, _ wanted: String) -> ScenarioError {
    ScenarioError(place: path(key), problem: Self.mismatch(wanted, object[key] ?? .null))
  }

  private static func mismatch(_ wanted: String, _ value: JSONValue) -> String {
    let found =
      switch value {
      case .null: "null"
      case .bool: "a boolean"
      case .number(let number): "the number \(number.text)"
      case .string: "a string"
      case .array: "an array"
      case .object: "an object"
      }
    return "expected \(wanted), found \(found)"
  }
}
