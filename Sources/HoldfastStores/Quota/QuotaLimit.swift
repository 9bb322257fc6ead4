/// A limit, in the window that a request falls into.
public struct QuotaLimit: Sendable, Hashable {
  /// What is counted.
  public var unit: QuotaUnit
  /// Over what.
  public var window: QuotaWindow
  /// How much may be used.
  public var limit: Int

  /// Makes a limit.
  public init(unit: QuotaUnit, window: QuotaWindow, limit: Int) {
    self.unit = unit
    self.window = window
    self.limit = limit
  }
}
