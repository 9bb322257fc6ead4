import HoldfastModel
import Synchronization

/// What a client reads at the moment, kept beside the task that reads it.
final class ReadingPlace: Sendable {
  private let state = Mutex<(reading: SimulatedReading, stream: StreamID)?>(nil)

  func begin(_ reading: SimulatedReading, of stream: StreamID) { state.withLock { $0 = (reading, stream) } }

  var stream: StreamID? { state.withLock { $0?.stream } }
  var cursor: Cursor? { state.withLock { $0?.reading.cursor } }
}
