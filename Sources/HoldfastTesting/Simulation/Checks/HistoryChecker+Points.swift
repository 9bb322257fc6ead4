extension HistoryChecker {
  /// The points that are seen in a history.
  static func reachedPoints(in history: History) -> Set<SometimesPoint> {
    var reader = PointReader()
    for entry in history.entries { reader.take(entry.event) }
    return reader.points
  }
}
