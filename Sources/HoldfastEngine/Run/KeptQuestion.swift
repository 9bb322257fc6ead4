import HoldfastModel
import Synchronization

/// Reads what the conversation says once for all attempts of a run: nothing that is asked changes while it runs.
final class KeptQuestion: Sendable {
  private let read: Asking.Question
  private let kept = Mutex<ModelRequest?>(nil)

  init(_ read: @escaping Asking.Question) { self.read = read }

  /// What the conversation says.
  ///
  /// - Throws: What reading it throws; the next attempt reads it again.
  @Sendable func answer() async throws -> ModelRequest {
    if let request = kept.withLock({ $0 }) { return request }
    let request = try await read()
    kept.withLock { $0 = request }
    return request
  }
}
