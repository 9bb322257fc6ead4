import HoldfastModel

extension JSONValue {
  /// The member, when it is a string with something in it.
  func text(_ key: String) -> String? { self[key]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }

  /// A number of tokens, when it is one.
  var tokenCount: Int? {
    guard case .number(let number) = self,
      let count = number.intValue ?? Int(exactly: number.doubleValue), count >= 0
    else { return nil }
    return count
  }
}

extension JSONObject {
  /// The member, when it is a string with something in it.
  func text(_ key: String) -> String? { JSONValue.object(self).text(key) }
}
