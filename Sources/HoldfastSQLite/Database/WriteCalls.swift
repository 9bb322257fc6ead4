import Synchronization

/// Counts the calls that want to write to a file, or do: who writes much makes room when others wait.
final class WriteCalls: Sendable {
  private let count = Atomic<Int>(0)

  /// How many there are.
  var waiting: Int { count.load(ordering: .relaxed) }

  func begin() { count.add(1, ordering: .relaxed) }

  func end() { count.subtract(1, ordering: .relaxed) }
}
