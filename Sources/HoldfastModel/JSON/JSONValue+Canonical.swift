extension JSONValue {
  /// The value with the members of every object sorted by name: equal content gives equal bytes.
  ///
  /// Names are sorted by their UTF-16 code units, as in RFC 8785. Numbers keep their text.
  public var canonical: JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map(\.canonical))
    case .object(let object):
      let members = object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      return .object(
        JSONObject(parsed: members.map { JSONObject.Member(key: $0.key, value: $0.value.canonical) }))
    default: return self
    }
  }

  /// The bytes of the canonical form, for hashing.
  public var canonicalBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(canonical)
    return writer.bytes
  }
}
