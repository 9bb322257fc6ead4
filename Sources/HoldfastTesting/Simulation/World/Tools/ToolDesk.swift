import HoldfastModel
import Synchronization

/// What the tools of a world have done: outside of all nodes, and so of all crashes.
///
/// A call that is undone, or of which was said that it was not executed, is executed no more, however late a request for it
/// comes. One that is asked for twice is executed twice: that it is not asked for twice is the engine's promise.
final class ToolDesk: Sendable {
  private struct State {
    var executed: Set<ToolKey> = []
    var closed: Set<ToolKey> = []
    /// With a planted bug: what was said to be undone, and is not yet.
    var shelf: [StreamID: ToolKey] = [:]
  }

  private let state = Mutex(State())

  /// Makes a desk at which nothing was done.
  init() {}

  /// Executes a call.
  ///
  /// - Returns: Whether it was executed; `false` when it is closed.
  func execute(_ key: ToolKey, for process: String, in world: SimulationWorld) -> Bool {
    let isOpen = state.withLock { state in
      guard !state.closed.contains(key) else { return false }
      state.executed.insert(key)
      return true
    }
    guard isOpen else { return false }
    world.note(.tool(.executed, key, by: process))
    world.reach(.tool(.executed))
    return true
  }

  /// Says whether a call was executed and is not undone; one that was not will not be.
  func wasExecuted(_ key: ToolKey) -> Bool {
    state.withLock { state in
      let isDone = state.executed.contains(key) && !state.closed.contains(key)
      if !isDone { state.closed.insert(key) }
      return isDone
    }
  }

  /// Undoes a call; what was never done is not done any more.
  func undo(_ key: ToolKey, for process: String, in world: SimulationWorld) {
    guard world.sabotage == .undoLater else { return undoNow(key, for: process, in: world) }
    let earlier = state.withLock { state in
      let earlier = state.shelf[key.stream]
      if earlier != key { state.shelf[key.stream] = key }
      return earlier
    }
    guard let earlier, earlier != key else { return }
    undoNow(key, for: process, in: world)
    undoNow(earlier, for: process, in: world)
  }

  private func undoNow(_ key: ToolKey, for process: String, in world: SimulationWorld) {
    let isUndone = state.withLock { state in
      let isNew = state.closed.insert(key).inserted
      return isNew && state.executed.contains(key)
    }
    guard isUndone else { return }
    world.note(.tool(.undone, key, by: process))
    world.reach(.tool(.undone))
  }
}
