import HoldfastModel
import Synchronization

/// Hands the pieces of an answer from the task that reads the socket to the one that uses them, one at a time.
///
/// The reading task waits until its piece is taken: that is the back-pressure. Time counts against the upstream only
/// while the user waits for it.
final class AnswerHandover: Sendable {
  private let stopwatch: Stopwatch
  private let limits: AnswerLimits
  private let state = Mutex(HandoverState())

  init(stopwatch: Stopwatch, limits: AnswerLimits) {
    self.stopwatch = stopwatch
    self.limits = limits
  }

  /// Brings a piece and returns when it was taken.
  func put(_ piece: AnswerPiece) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { producer in
        state.withLock { $0.put(piece, producer) }.perform()
      }
    } onCancel: {
      state.withLock { $0.cancelProducer() }.perform()
    }
  }

  /// Ends the answer; with an error when it broke.
  func finish(throwing error: (any Error)? = nil) {
    let result: Result<Void, any Error> = error.map { .failure($0) } ?? .success(())
    state.withLock { $0.finish(result) }.perform()
  }

  /// The next piece; `nil` at the end.
  func next() async throws -> AnswerPiece? {
    let now = stopwatch.elapsed
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { consumer in
        state.withLock { $0.take(consumer, at: now) }.perform()
      }
    } onCancel: {
      state.withLock { $0.cancelConsumer() }.perform()
    }
  }

  /// Ends the answer as stalled when it is too slow; returns then, or when it is cancelled.
  func watch() async {
    while true {
      let now = stopwatch.elapsed
      if let stall = stall(at: now) { return finish(throwing: stall) }
      do { try await stopwatch.sleep(until: nextLook(after: now)) } catch { return }
    }
  }

  /// Ends the answer after a time, whatever comes; returns then, or when it is cancelled.
  func giveUp(after limit: Duration) async {
    do { try await stopwatch.sleep(until: stopwatch.elapsed + limit) } catch { return }
    finish()
  }

  private func stall(at now: Duration) -> ProviderError? {
    if now >= limits.total { return ProviderError(.stall, detail: "no end within \(limits.total)") }
    let (waitingSince, hasBody) = state.withLock { ($0.waitingSince, $0.hasBody) }
    if !hasBody, now >= limits.firstByte {
      return ProviderError(.stall, detail: "no byte of an answer within \(limits.firstByte)")
    }
    if hasBody, let waitingSince, now >= waitingSince + limits.idle {
      return ProviderError(.stall, detail: "nothing for \(limits.idle) within the answer")
    }
    return nil
  }

  /// When a stall can be true at the earliest: a wait that begins after now cannot be too long before that.
  private func nextLook(after now: Duration) -> Duration {
    let (waitingSince, hasBody) = state.withLock { ($0.waitingSince, $0.hasBody) }
    var look = min(now + limits.idle, limits.total)
    if !hasBody { look = min(look, limits.firstByte) }
    if hasBody, let waitingSince { look = min(look, waitingSince + limits.idle) }
    return look
  }
}
