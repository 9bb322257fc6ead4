/// Why a JSON value is not a schema that can be checked.
public struct JSONSchemaError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The JSON Pointer (RFC 6901) of the place in the schema; empty for the whole.
  public let place: String
  /// What is wrong there: `must be a number`.
  public let message: String

  /// The place and the words.
  public var description: String { place.isEmpty ? "the schema \(message)" : "\(place) \(message)" }
}
