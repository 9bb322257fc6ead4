import HoldfastModel
import HoldfastStores

/// I1: every frame that a client saw is in the log, with the same bytes, whenever the stores are looked at.
struct DurabilityCheck: HistoryCheck {
  private struct Place: Hashable {
    var stream: StreamID
    var position: Int
  }

  private(set) var violations: [Violation] = []
  private var seen: [Place: Digest] = [:]
  /// What is older than it is kept.
  private var trimmed: Set<StreamID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .trimmed(let streams): trimmed.formUnion(streams)
    case .saw(let frame):
      seen[Place(stream: frame.stream, position: frame.position)] = frame.digest
    case .surveyed(let survey):
      for (place, digest) in seen.sorted(by: {
        ($0.key.stream, $0.key.position) < ($1.key.stream, $1.key.position)
      }) {
        guard !trimmed.contains(place.stream) else { continue }
        guard let frames = survey.frames[place.stream], place.position < frames.count else {
          violations.append(
            Violation(.i1, "\(place.stream) \(place.position) was seen and is not in the log"))
          continue
        }
        if frames[place.position].digest(in: place.stream) != digest {
          violations.append(
            Violation(.i1, "\(place.stream) \(place.position) was seen with other bytes than the log has"))
        }
      }
    default: break
    }
  }
}

extension Frame {
  /// The fingerprint that a client makes of the frame.
  fileprivate func digest(in stream: StreamID) -> Digest {
    var digest = Digest(of: Cursor(stream: stream, position: position, seal: seal).description.utf8)
    digest.add(data)
    return digest
  }
}
