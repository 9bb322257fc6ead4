import Synchronization

/// What happened in a world, in order: only ever added to.
package final class History: Sendable {
  /// An event and its time.
  package struct Entry: Sendable, CustomStringConvertible {
    /// When it happened.
    package var time: Duration
    /// What happened.
    package var event: HistoryEvent

    /// One line.
    package var description: String { "\(time.seconds) \(event)" }
  }

  private let state = Mutex<[Entry]>([])

  /// Makes an empty history.
  package init() {}

  /// Adds an event.
  package func append(_ event: HistoryEvent, at time: Duration) {
    state.withLock { $0.append(Entry(time: time, event: event)) }
  }

  /// All that happened.
  package var entries: [Entry] { state.withLock { $0 } }

  /// The fingerprint of everything that happened.
  package var digest: Digest {
    var digest = Digest()
    for entry in entries { digest.add("\(entry)\n".utf8) }
    return digest
  }
}

extension Duration {
  /// Seconds with their microseconds.
  package var seconds: String {
    let (seconds, attoseconds) = components
    let digits = String(1_000_000 + attoseconds / 1_000_000_000_000).dropFirst()
    let text = "\(seconds).\(digits)s"
    return String(repeating: " ", count: max(0, 12 - text.count)) + text
  }
}
