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

/// What a client reads at the moment, kept beside the task that reads it.
final class ReadingPlace: Sendable {
  private let state = Mutex<(reading: SimulatedReading, stream: StreamID)?>(nil)

  func begin(_ reading: SimulatedReading, of stream: StreamID) { state.withLock { $0 = (reading, stream) } }

  var stream: StreamID? { state.withLock { $0?.stream } }
  var cursor: Cursor? { state.withLock { $0?.reading.cursor } }
}
