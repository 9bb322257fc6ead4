public import HoldfastStores

/// A message as it is listed: saved, or taken from the log because its reply is not saved.
public struct ListedMessage: Sendable, Hashable {
  /// Why a reply that has ended is not in the conversation store.
  public enum Unsaved: String, Sendable, Hashable {
    /// It will be saved: saving goes on being tried.
    case saving
    /// The store has refused it for good; it is in the log until that is trimmed.
    case unsaved
  }

  /// The message; of one that is not saved, what the log holds of it.
  public var message: StoredMessage
  /// Why it is not saved; `nil` when it is.
  public var unsaved: Unsaved?

  /// Makes a listed message.
  public init(_ message: StoredMessage, unsaved: Unsaved? = nil) {
    self.message = message
    self.unsaved = unsaved
  }

  /// What the wire calls its state: `complete`, `interrupted`, `saving` or `unsaved`.
  public var status: String { unsaved?.rawValue ?? message.status.rawValue }
}
