import HoldfastEngine
import Synchronization

/// Counts the commits of a group commit.
final class CommitCounter: EngineObserver {
  private let commits = Atomic<Int>(0)

  var count: Int { commits.load(ordering: .relaxed) }

  func observe(_ event: EngineEvent) {
    if case .appendCommitted = event { commits.add(1, ordering: .relaxed) }
  }
}
