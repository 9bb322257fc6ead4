extension HistoryChecker {
  /// The points that are seen in a history.
  static func reachedPoints(in history: History) -> Set<SometimesPoint> {
    var (rows, attempts) = (PointReader(), AttemptPointReader())
    for entry in history.entries {
      rows.take(entry.event)
      attempts.take(entry.event)
    }
    return rows.points.union(attempts.points)
  }
}
