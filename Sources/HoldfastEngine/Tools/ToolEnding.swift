package import HoldfastModel

/// How the call of a tool came out.
package enum ToolEnding: Sendable, Equatable {
  /// It was done, with this result.
  case done(JSONValue)
  /// It was not done; in words for the model.
  case failed(String)
  /// Nobody knows whether it was done; in words for the model.
  case unknown(String)
}
