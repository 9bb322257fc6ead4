/// An error of a store: the same meaning whichever store is behind the contract.
///
/// What a caller may conclude from each code is the heart of the contracts; see ``Code``.
public struct StoreError: Error, Sendable {
  /// What went wrong: an open set, compared with `==`.
  ///
  /// Bounded: also a metric label.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name of the code.
    public let description: String
    private init(_ name: String) { description = name }

    /// The store did not take the call; nothing was written.
    ///
    /// Worth a retry.
    public static let unavailable = Self("unavailable")
    /// The store has no room; nothing was written.
    ///
    /// Worth a retry when there is room.
    public static let full = Self("full")
    /// The disk has failed a write, and the store takes none until the program starts anew; nothing was written.
    ///
    /// Reads go on.
    public static let poisoned = Self("poisoned")
    /// It is unknown whether the write happened: wholly, or not at all.
    ///
    /// Resolved by reading back, or by repeating the call, for every write of the contracts is idempotent.
    public static let indeterminate = Self("indeterminate")
    /// The store will never take this write (too large, say).
    ///
    /// Not worth a retry.
    public static let refused = Self("refused")
    /// What is stored cannot be read.
    ///
    /// Nothing is to be concluded from the rest either.
    public static let damaged = Self("damaged")

    /// The caller's epoch is not the stream's: somebody else owns it now.
    ///
    /// The caller must stop.
    public static let fenced = Self("fenced")
    /// The position is not the next one, and the frames there are not the same.
    public static let positionConflict = Self("positionConflict")
    /// The stream has its outcome; only closing frames may follow.
    public static let outcomeSet = Self("outcomeSet")
    /// The stream has ended; nothing may follow.
    public static let ended = Self("ended")
    /// There is no such stream.
    public static let notFound = Self("notFound")
  }

  /// What went wrong.
  public var code: Code
  /// For the developer.
  ///
  /// May name tables and files; holds no content.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Whether the same call may succeed later.
  public var isRetriable: Bool { [.unavailable, .full, .poisoned, .indeterminate].contains(code) }
}

extension StoreError: CustomStringConvertible {
  /// The code alone: safe to log anywhere.
  public var description: String { "StoreError.\(code)" }
}

extension StoreError: CustomDebugStringConvertible {
  /// The code and the message.
  public var debugDescription: String { "StoreError.\(code): \(message)" }
}
