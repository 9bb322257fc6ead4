/// One check: takes the events in order, and keeps what it needs of them.
protocol HistoryCheck {
  /// What did not hold so far.
  var violations: [Violation] { get }
  /// Takes the next event.
  mutating func take(_ entry: History.Entry)
}
