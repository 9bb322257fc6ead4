import Foundation
import HoldfastModel

/// The wall clock.
enum SystemTime {
  /// The time now.
  @Sendable static func now() -> Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
