public import Logging

extension HoldfastConfiguration {
  /// What is logged.
  public struct Log: Sendable, Hashable {
    /// The least severe level that is logged.
    public var level = Logger.Level.info

    /// Makes a configuration of defaults.
    public init() {}
  }
}
