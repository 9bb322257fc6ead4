public import HoldfastModel

/// How fresh the keys are that verify tokens, for the status page.
public struct KeySetHealth: Sendable, Hashable {
  /// How many keys there are; 0 while no key set was ever had.
  public var keys: Int
  /// When the key set in use was fetched.
  public var fetchedAt: Timestamp?
  /// Why the last fetch failed; `nil` when it succeeded or there was none.
  public var failure: KeySetFailure?
}
