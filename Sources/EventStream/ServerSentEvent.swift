/// One decoded event of an event stream.
///
/// Two events are equal when their fields are equal as Swift strings, that is up to canonical
/// equivalence; code that must tell `"é"` from `"e\u{301}"` compares the `utf8` views.
public struct ServerSentEvent: Sendable, Hashable {
  /// The last event ID in force when the event was dispatched.
  ///
  /// An ID stays in force for the events after it. It is `nil` until the stream sets one, and again after
  /// an empty `id` field has reset it.
  public var id: String?

  /// The event type, or `nil` for the default type (`message`).
  public var event: String?

  /// The values of the `data` fields, joined by a line feed.
  public var data: String

  /// Creates an event from its fields.
  public init(id: String? = nil, event: String? = nil, data: String) {
    self.id = id
    self.event = event
    self.data = data
  }
}
