import HoldfastModel
import Synchronization

/// Watches one request to resume: which streams the log did not have when the engine looked for them.
final class ResumeWatch: Sendable {
  /// That of the request which the calling task works on.
  @TaskLocal static var current: ResumeWatch?

  private let missing = Mutex<Set<StreamID>>([])

  /// Notes that the log had no such stream.
  func miss(_ stream: StreamID) { missing.withLock { _ = $0.insert(stream) } }

  /// Whether a stream was looked for in vain.
  func hasMissed(_ stream: StreamID) -> Bool { missing.withLock { $0.contains(stream) } }
}
