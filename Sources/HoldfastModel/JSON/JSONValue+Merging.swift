extension JSONValue {
  /// The value with another laid over it: objects are merged member by member, anything else is replaced.
  public func merging(_ other: JSONValue) -> JSONValue {
    guard case .object(var object) = self, case .object(let changes) = other else { return other }
    for member in changes.members {
      object[member.key] = object[member.key]?.merging(member.value) ?? member.value
    }
    return .object(object)
  }
}
