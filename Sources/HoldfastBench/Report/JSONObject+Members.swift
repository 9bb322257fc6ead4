import HoldfastModel

extension JSONObject {
  /// Makes an object of members in their order.
  init(_ members: KeyValuePairs<String, JSONValue>) {
    self.init()
    for (name, value) in members { self[name] = value }
  }
}
