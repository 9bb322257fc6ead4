public import HoldfastModel

/// A message as the conversation store keeps it.
public struct StoredMessage: Sendable, Hashable {
  /// Whether all of the message is there.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    case complete
    /// A reply that was cut: what was delivered is there.
    case interrupted
  }

  /// The message in the AI SDK's shape.
  public var message: UIMessage
  /// The place in the session, from 1, without repeats.
  ///
  /// The order of messages is this, never the time.
  public var order: Int64
  /// Whether all of it is there.
  public var status: Status
  /// The stream of a reply; `nil` for a user message.
  public var stream: StreamID?
  /// The model that answered.
  public var model: String?
  /// What was used, when the provider said it.
  public var usage: Usage?
  /// When it was made.
  public var createdAt: Timestamp

  /// Makes a stored message.
  public init(
    message: UIMessage, order: Int64, status: Status = .complete, stream: StreamID? = nil,
    model: String? = nil, usage: Usage? = nil, createdAt: Timestamp
  ) {
    self.message = message
    self.order = order
    self.status = status
    self.stream = stream
    self.model = model
    self.usage = usage
    self.createdAt = createdAt
  }
}
