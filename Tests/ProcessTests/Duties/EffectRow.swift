import HoldfastModel

/// A call of a tool as operators see it listed.
struct EffectRow: Sendable {
  /// `<stream>/<call>`, by which the tool knows it too.
  var key: String
  var tool: String
  var effect: String
  var state: String
  var session: String

  /// Whether nothing more happens to it by itself.
  var isAtRest: Bool { !["intent", "executing", "compensating"].contains(state) }

  init?(_ value: JSONValue) {
    guard let key = value["key"]?.stringValue, let tool = value["tool"]?.stringValue,
      let effect = value["effect"]?.stringValue, let state = value["state"]?.stringValue,
      let session = value["session"]?.stringValue
    else { return nil }
    (self.key, self.tool, self.effect, self.state, self.session) = (key, tool, effect, state, session)
  }
}
