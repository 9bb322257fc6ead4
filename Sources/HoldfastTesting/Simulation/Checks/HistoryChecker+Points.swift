extension HistoryChecker {
  /// The points that are seen in a history.
  static func reachedPoints(in history: History) -> Set<SometimesPoint> {
    var (rows, attempts, duties) = (PointReader(), AttemptPointReader(), DutyPointReader())
    for entry in history.entries {
      rows.take(entry.event)
      attempts.take(entry.event)
      duties.take(entry.event)
    }
    return rows.points.union(attempts.points).union(duties.points)
  }
}
