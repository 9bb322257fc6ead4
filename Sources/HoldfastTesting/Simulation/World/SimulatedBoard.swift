import HoldfastModel
import Synchronization

/// The sessions of all clients, so that one can try another's.
final class SimulatedBoard: Sendable {
  private let sessions = Mutex<[SessionID]>([])

  func add(_ session: SessionID) { sessions.withLock { $0.append(session) } }

  func forget(_ session: SessionID) { sessions.withLock { $0.removeAll { $0 == session } } }

  func any(_ random: SimulationRandom) -> SessionID? {
    let all = sessions.withLock { $0 }
    return all.isEmpty ? nil : random.one(of: all)
  }
}
