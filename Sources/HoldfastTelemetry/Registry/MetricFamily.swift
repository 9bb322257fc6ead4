/// A metric with the place of its series in the cells of its group.
///
/// A series has one cell; that of a histogram has one for each bound, one for what is beyond, and one for the sum.
struct MetricFamily: Sendable {
  let metric: Metric
  let labels: [MetricLabel]
  let cells: Cells
  /// The first cell.
  let base: Int

  /// How many cells a series of a metric has.
  static func width(of metric: Metric) -> Int {
    switch metric.kind {
    case .counter, .gauge: 1
    case .histogram(let bounds): bounds.count + 2
    case .difference: 0
    }
  }

  /// How many cells a metric has.
  static func size(of metric: Metric) -> Int {
    if case .difference = metric.kind { 0 } else { metric.combinations * width(of: metric) }
  }

  /// All cells of the family.
  var range: Range<Int> { base..<(base + Self.size(of: metric)) }

  /// The first cell of a series.
  ///
  /// - Returns: `nil` for a label that the metric does not have, one that is missing, or a value that is not listed.
  func place(of dimensions: [(String, String)]) -> Int? {
    guard dimensions.count == labels.count else { return nil }
    var index = 0
    for label in labels {
      guard let dimension = dimensions.first(where: { $0.0 == label.name }),
        let value = label.values.firstIndex(of: dimension.1)
      else { return nil }
      index = index * label.values.count + value
    }
    return base + index * Self.width(of: metric)
  }

  /// The label values of every series, in the order of their cells.
  var combinations: [[String]] {
    labels.reduce([[]]) { rows, label in rows.flatMap { row in label.values.map { row + [$0] } } }
  }
}
