import HoldfastEngine

extension HoldfastConfiguration {
  /// How what is used is counted, whatever the plan.
  public struct Quota: Sendable, Hashable {
    /// The time zone in which days and months begin for principals of whom none is known, an IANA name.
    public var timeZone = "UTC"
    /// How long quota is set aside for a reply of which nothing is heard.
    public var reservationTime = EngineConfiguration().reservationTime
    /// How long saying what a reply has used is retried.
    public var budget = EngineConfiguration().quotaBudget
    /// How long what became of reservations is kept.
    public var retention = EngineConfiguration().reservationRetention

    /// Makes a configuration of defaults.
    public init() {}

    func apply(to configuration: inout EngineConfiguration) {
      configuration.reservationTime = reservationTime
      configuration.quotaBudget = budget
      configuration.reservationRetention = retention
    }
  }
}
