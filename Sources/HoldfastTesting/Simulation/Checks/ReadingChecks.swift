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

/// I4: one write ends a stream, its closing frames are in it, and nothing comes after.
struct OneEndCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var ends: [StreamID: (length: Int, state: TerminalState)] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .appended(let append, let length, _):
      if let end = ends[append.stream] {
        if end.length != length || append.end.map({ $0 != end.state }) ?? false {
          violations.append(Violation(.i4, "\(append.stream) was written to after its end"))
        }
      } else if let state = append.end {
        ends[append.stream] = (length, state)
      }
    case .surveyed(let survey):
      for record in survey.records { check(record, frames: survey.frames[record.stream] ?? []) }
    default: break
    }
  }

  private mutating func check(_ record: StreamRecord, frames: [Frame]) {
    let kinds = frames.map { frame in
      (try? Chunk(decoding: frame.data)).map { FrameKind($0) } ?? .content  // a damaged frame is I1's
    }
    let terminal = kinds.filter(\.isTerminal)
    guard let state = record.state else {
      if !terminal.isEmpty {
        violations.append(Violation(.i4, "\(record.stream) has an end frame, and runs"))
      }
      return
    }
    let expected: [FrameKind] =
      switch state {
      case .finished: [.finish]
      case .stopped, .superseded: [.abort]
      case .aborted, .interrupted: [.abort, .error]
      case .failed: [.error]
      }
    if terminal != expected || kinds.last?.isTerminal != true {
      violations.append(
        Violation(
          .i4, "\(record.stream), \(state.rawValue), is closed by \(terminal.map(\.rawValue))"))
    }
  }
}
