package import HoldfastModel

/// A user message on its way.
package struct Post: Sendable, Hashable {
  /// Names the request.
  package var id: Int
  /// Who sends it.
  package var client: String
  /// Whose the session is.
  package var session: SessionID
  /// The message's id.
  package var message: MessageID
  /// What it says.
  package var text: String
  /// What is asked.
  package var ask: Ask
  /// What becomes of another reply that runs.
  package var onActive: OnActive
  /// The key that repeats are marked with.
  package var key: String?

  /// What a client asks for.
  package enum Ask: Sendable, Hashable {
    case submit, edit
    case regenerate(MessageID?)
    case continuation(MessageID)
  }

  /// What becomes of another reply that runs.
  package enum OnActive: String, Sendable, Hashable { case supersede, reject, attach }
}
