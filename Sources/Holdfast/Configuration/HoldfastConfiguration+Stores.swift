extension HoldfastConfiguration {
  /// Where conversations and streams are kept; what has no URL is in the data directory.
  public struct Stores: Sendable {
    /// Where users' conversations are kept.
    public var conversations: StoreURL?
    /// Where reads of users' conversations go that need not see the newest writes.
    public var conversationsReplica: StoreURL?
    /// Where anonymous conversations are kept; `nil` for the place of the users'.
    public var anonymous: StoreURL?
    /// How long an anonymous conversation in Redis is kept after its last change.
    public var anonymousTimeToLive = Duration.seconds(24 * 60 * 60)
    /// Where the streams are kept.
    public var streams: StoreURL?

    /// Makes a configuration of embedded stores.
    public init() {}

    /// Whether a store is used that other nodes share.
    public var areShared: Bool { [conversations, anonymous, streams].contains { $0?.isShared == true } }

    /// Whether anything is kept in the data directory.
    public var useDataDirectory: Bool {
      let places = [conversations, anonymous ?? conversations, streams]
      return places.contains { $0 == nil || $0?.kind == .sqlite && $0?.folder == nil }
    }
  }
}
