extension JSONSchema {
  /// One way in which a value does not fit a schema.
  public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The JSON Pointer (RFC 6901) of the place in the value, shortened where it is long; empty for the whole.
    public let place: String
    /// What is asked for there, in words for the model that made the value: `must be a string, not a number`.
    public let message: String

    /// The place and the words; quotes nothing of the value but the names of its properties.
    public var description: String { place.isEmpty ? "the input \(message)" : "\(place) \(message)" }
  }
}
