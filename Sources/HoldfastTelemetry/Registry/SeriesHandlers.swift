import CoreMetrics

/// Counts into one cell.
final class CounterCell: CounterHandler, FloatingPointCounterHandler, Sendable {
  private let cells: Cells
  private let place: Int

  init(cells: Cells, place: Int) {
    self.cells = cells
    self.place = place
  }

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  /// A counter only grows: what is negative or no number is not counted.
  func increment(by amount: Double) {
    guard amount >= 0, amount.isFinite else { return }
    cells.update { $0[place] += amount }
  }

  func reset() { cells.update { $0[place] = 0 } }
}

/// Keeps the last value in one cell.
final class GaugeCell: MeterHandler, RecorderHandler, Sendable {
  private let cells: Cells
  private let place: Int

  init(cells: Cells, place: Int) {
    self.cells = cells
    self.place = place
  }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { cells.update { $0[place] = value } }
  func increment(by amount: Double) { cells.update { $0[place] += amount } }
  func decrement(by amount: Double) { cells.update { $0[place] -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
}

/// Counts observations into buckets.
final class HistogramCells: RecorderHandler, TimerHandler, Sendable {
  private let cells: Cells
  private let place: Int
  private let bounds: [Double]

  init(cells: Cells, place: Int, bounds: [Double]) {
    self.cells = cells
    self.place = place
    self.bounds = bounds
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  /// What is no number would spoil the sum, so it is not counted.
  func record(_ value: Double) {
    guard value.isFinite else { return }
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    cells.update { cells in
      cells[place + bucket] += 1
      cells[place + bounds.count + 1] += value
    }
  }
}
