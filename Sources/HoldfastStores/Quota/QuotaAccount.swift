/// What a principal has used and set aside: the sums of its reservations.
public struct QuotaAccount: Sendable, Hashable {
  /// The sums of a plan in one window.
  public struct WindowUse: Sendable, Hashable {
    /// The plan.
    public var plan: String
    /// The window.
    public var window: QuotaWindow
    /// What was used.
    public var used: QuotaAmount
    /// What is set aside.
    public var reserved: QuotaAmount

    /// Makes sums.
    public init(
      plan: String, window: QuotaWindow, used: QuotaAmount = .zero, reserved: QuotaAmount = .zero
    ) {
      self.plan = plan
      self.window = window
      self.used = used
      self.reserved = reserved
    }
  }

  /// How many reservations there were, by what became of them; and how much was set aside by them.
  public struct Totals: Sendable, Hashable {
    /// How many.
    public var count: Int
    /// How much they had set aside.
    public var amount: QuotaAmount

    /// Makes totals.
    public init(count: Int = 0, amount: QuotaAmount = .zero) {
      self.count = count
      self.amount = amount
    }

    mutating func add(_ amount: QuotaAmount) {
      count += 1
      self.amount = self.amount + amount
    }

    mutating func remove(_ amount: QuotaAmount) {
      count = max(0, count - 1)
      self.amount = self.amount - amount
    }
  }

  /// The sums by plan and window, in the order of plan, period and start.
  public var windows: [WindowUse]
  /// All reservations that were ever made and are not removed yet.
  public var reserved: Totals
  /// Those of them that were used.
  public var committed: Totals
  /// Those of them that were given back.
  public var released: Totals
  /// Those of them that ran out.
  public var expired: Totals
  /// How many are outstanding, by plan; plans without one are left out.
  public var outstanding: [String: Int]

  /// An account that was never used.
  public init() {
    windows = []
    reserved = Totals()
    committed = Totals()
    released = Totals()
    expired = Totals()
    outstanding = [:]
  }

  /// What is used and set aside of a plan in a window.
  public func use(of plan: String, in window: QuotaWindow) -> WindowUse {
    windows.first { $0.plan == plan && $0.window.period == window.period && $0.window.start == window.start }
      ?? WindowUse(plan: plan, window: window)
  }

  /// How many reservations are outstanding.
  public var outstandingCount: Int { outstanding.values.reduce(0, +) }

  /// Whether every reservation is in exactly one of the sums (I19).
  public var addsUp: Bool {
    reserved.count == committed.count + released.count + expired.count + outstandingCount
  }
}
