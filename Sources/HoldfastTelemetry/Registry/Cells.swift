import Synchronization

/// Numbers that are changed and copied under one lock.
final class Cells: Sendable {
  private let values: Mutex<[Double]>

  /// Makes cells that are zero.
  init(count: Int) { values = Mutex(Array(repeating: 0, count: count)) }

  /// Changes them.
  func update(_ change: (inout [Double]) -> Void) { values.withLock { change(&$0) } }

  /// A copy of all, of one moment.
  var snapshot: [Double] { values.withLock { $0 } }
}
