public import HoldfastModel

/// What makes two requests for a reply the same request.
public struct ClaimKey: Sendable, Hashable {
  /// What the client asked for.
  public enum Trigger: String, Sendable, Hashable, CaseIterable {
    /// An answer to a user message, new or edited.
    case submit
    /// Another reply in place of one.
    case regenerate
    /// More of a reply, after the answers to its tool calls.
    case continuation
  }

  /// The conversation.
  public var session: SessionID
  /// The user message that is answered; for a continuation the reply that is gone on with.
  public var message: MessageID
  /// What was asked for.
  public var trigger: Trigger
  /// The message that a regeneration replaces, or the answered calls of a continuation, sorted and joined by commas;
  /// empty for a submit.
  public var target: String

  /// Makes a key.
  public init(session: SessionID, message: MessageID, trigger: Trigger = .submit, target: String = "") {
    self.session = session
    self.message = message
    self.trigger = trigger
    self.target = target
  }
}
