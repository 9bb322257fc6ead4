import FoundationEssentials
public import HoldfastModel

/// The system's wall clock, for whoever has no other.
public enum WallClock {
  /// Reads the clock.
  public static let system: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
