import HoldfastModel
import HoldfastStores

/// I3: whoever sees a position sees the same bytes.
struct ByteIdentityCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var seen: [StreamID: [Int: Digest]] = [:]

  mutating func take(_ entry: History.Entry) {
    guard case .saw(let frame) = entry.event else { return }
    if let digest = seen[frame.stream]?[frame.position], digest != frame.digest {
      violations.append(Violation(.i3, "\(frame.stream) \(frame.position) has two forms"))
    }
    seen[frame.stream, default: [:]][frame.position] = frame.digest
  }
}
