public import HoldfastModel

/// What makes two requests for a reply the same request.
public struct ClaimKey: Sendable, Hashable {
  /// What the client asked for.
  public enum Trigger: String, Sendable, Hashable, CaseIterable { case submit, regenerate }

  /// The conversation.
  public var session: SessionID
  /// The user message that is answered.
  public var message: MessageID
  /// What was asked for.
  public var trigger: Trigger
  /// What an edit, a regeneration or a continuation refers to; empty for a plain submit.
  public var target: String

  /// Makes a key.
  public init(session: SessionID, message: MessageID, trigger: Trigger = .submit, target: String = "") {
    self.session = session
    self.message = message
    self.trigger = trigger
    self.target = target
  }
}
