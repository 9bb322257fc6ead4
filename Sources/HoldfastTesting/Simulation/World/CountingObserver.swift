import HoldfastEngine
import HoldfastModel
import Synchronization

/// Counts what one process's engine says that it does, as its metrics do, and notes what it says of its attempts.
final class CountingObserver: EngineObserver {
  private struct State {
    var started = 0
    var ended: [TerminalState: Int] = [:]
    var lost = 0
  }

  private let state = Mutex(State())
  private let process: String
  private let world: SimulationWorld

  /// Makes one that has counted nothing.
  init(of life: NodeLife, in world: SimulationWorld) {
    process = life.name
    self.world = world
  }

  func observe(_ event: EngineEvent) {
    let forgetsStops = world.sabotage == .forgetStops
    note(event)
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

  private func note(_ event: EngineEvent) {
    switch event {
    case .attemptMade(let role, let provider):
      world.note(.attemptMade(role, provider: provider, by: process))
      world.reach(.attempt(role))
    case .breakerMoved(let kind, let state, let target):
      world.note(.breakerMoved(kind, to: state, target: target, by: process))
      world.reach(.breaker(kind, state))
    case .continued(let mode): world.reach(.continued(mode))
    case .notContinued(let obstacle): world.reach(.notContinued(obstacle))
    case .noTarget(let reason): world.reach(.noTarget(reason))
    case .repaired(.reservation): world.reach(.paidByReconciler)
    case .repaired(.continued): world.reach(.takenOverAndContinued)
    default: break
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
