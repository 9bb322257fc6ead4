import HoldfastEngine
import HoldfastModel
import Synchronization

/// Counts what one process's engine says that it does, as its metrics do.
final class CountingObserver: EngineObserver {
  private struct State {
    var started = 0
    var ended: [TerminalState: Int] = [:]
    var lost = 0
  }

  private let state = Mutex(State())
  private let forgetsStops: Bool

  /// Makes one that has counted nothing.
  init(sabotage: Sabotage?) { forgetsStops = sabotage == .forgetStops }

  func observe(_ event: EngineEvent) {
    state.withLock { state in
      switch event {
      case .streamStarted: state.started += 1
      case .streamEnded(.stopped, _) where forgetsStops: break
      case .streamEnded(let terminal, _): state.ended[terminal, default: 0] += 1
      case .streamLost: state.lost += 1
      default: break
      }
    }
  }

  /// What was counted so far.
  func sample(of process: String, isAtRest: Bool) -> CounterSample {
    state.withLock { state in
      CounterSample(
        process: process, started: state.started, ended: state.ended, lost: state.lost,
        isAtRest: isAtRest)
    }
  }
}
