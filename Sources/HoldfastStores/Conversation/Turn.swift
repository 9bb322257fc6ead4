public import HoldfastModel

/// What a client asks a reply for.
public enum Turn: Sendable, Hashable {
  /// A new user message, or a repeat of one.
  case submit(UIMessage)
  /// A user message in place of the stored one of the same id; what came after it is cut.
  ///
  /// One that is not stored yet is a ``submit(_:)``.
  case edit(UIMessage)
  /// Another reply in place of one.
  ///
  /// - target: A reply, which is cut with all that came after it, or a user message, after which all is cut; `nil` means
  ///   the last message.
  /// - after: What the client holds for the last user message: cut after it when the target is not known.
  case regenerate(target: MessageID?, after: MessageID?)
  /// The answers to the open tool calls of the last reply, which is gone on with.
  case continuation(of: MessageID, answers: [ToolAnswer])
}

/// What a client answers to one open tool call of a stored reply.
public struct ToolAnswer: Sendable, Hashable {
  /// The answer.
  public enum Content: Sendable, Hashable {
    /// The call's output.
    case output(JSONValue)
    /// The call failed at the client.
    case error(String)
    /// A person's answer to an approval request.
    case approval(id: String, isApproved: Bool, reason: String?)
  }

  /// The call that is answered.
  public var toolCallID: String
  /// The answer.
  public var content: Content

  /// Makes an answer.
  public init(toolCallID: String, content: Content) {
    self.toolCallID = toolCallID
    self.content = content
  }
}

/// A key by which a client marks repeats of one request (`Idempotency-Key`).
public struct IdempotencyKey: Sendable, Hashable {
  /// For how long a key is kept.
  public static let retention = Duration.seconds(24 * 60 * 60)

  /// The key, unique in its session.
  public var name: String
  /// The SHA-256 of what the request asks for, in canonical JSON.
  public var fingerprint: [UInt8]

  /// Makes a key.
  public init(name: String, fingerprint: [UInt8]) {
    self.name = name
    self.fingerprint = fingerprint
  }
}
