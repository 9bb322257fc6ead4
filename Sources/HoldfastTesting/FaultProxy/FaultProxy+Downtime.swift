extension FaultProxy {
  /// How a server that is away looks to a client.
  public enum Downtime: Sendable, Hashable {
    /// Nobody listens: connecting is refused.
    case refusing
    /// Connections are accepted and closed at once.
    case closing
  }
}
