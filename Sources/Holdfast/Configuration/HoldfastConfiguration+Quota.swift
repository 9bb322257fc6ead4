extension HoldfastConfiguration {
  /// How what is used is counted, whatever the plan.
  public struct Quota: Sendable, Hashable {
    /// The time zone in which days and months begin for principals of whom none is known, an IANA name.
    public var timeZone = "UTC"

    /// Makes a configuration of defaults.
    public init() {}
  }
}
