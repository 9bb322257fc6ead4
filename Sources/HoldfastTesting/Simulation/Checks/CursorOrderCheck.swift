import HoldfastModel
import HoldfastStores

/// I2: on each connection positions count up by one, from where the client said.
struct CursorOrderCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var next: [Int: Int] = [:]
  private var starts: [String: [StreamID: Int]] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .readFrom(let client, let stream, let position): starts[client, default: [:]][stream] = position
    case .saw(let frame):
      // Copies of a request read at once, so only what follows the first frame of a connection is certain of it.
      let expected = next[frame.connection] ?? frame.position
      if frame.position != expected {
        violations.append(
          Violation(
            .i2, "\(frame.client) got \(frame.stream) \(frame.position) where \(expected) was to come"))
      }
      next[frame.connection] = frame.position + 1
    default: break
    }
  }
}
