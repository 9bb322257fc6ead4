public import HoldfastModel
import Synchronization

/// Puts a breaker before the calls of one store.
public final class StoreGuard: Sendable {
  /// The store's name for operators.
  public let component: String
  private let breaker: Mutex<StoreBreaker>
  private let now: @Sendable () -> Timestamp

  /// Guards a store.
  ///
  /// - Parameters:
  ///   - component: The store's name for operators, such as `conversations`.
  ///   - now: The time, which the breaker's pauses are measured by.
  public convenience init(component: String, now: @escaping @Sendable () -> Timestamp) {
    self.init(component: component, limits: StoreBreaker.Limits(), now: now)
  }

  /// Guards a store, with limits of its own.
  package init(component: String, limits: StoreBreaker.Limits, now: @escaping @Sendable () -> Timestamp) {
    self.component = component
    self.breaker = Mutex(StoreBreaker(limits: limits))
    self.now = now
  }

  /// How calls are treated now.
  package var state: StoreBreaker.State { breaker.withLock(\.state) }

  /// Makes a call, if the breaker lets it through.
  ///
  /// - Throws: ``StoreError`` `unavailable` when it does not; what the call throws.
  package func call<Value>(_ body: () async throws -> Value) async throws -> Value {
    guard breaker.withLock({ $0.admit(at: now()) }) else { throw refusal }
    return try await watched(body)
  }

  /// Makes a call whatever the breaker says: the look that finds out that a store is back.
  package func probe(_ body: () async throws -> Void) async throws {
    try await watched(body)
  }

  private func watched<Value>(_ body: () async throws -> Value) async throws -> Value {
    let begun = now()
    do {
      let value = try await body()
      report(failed: false, since: begun)
      return value
    } catch is CancellationError {
      breaker.withLock { $0.withdraw() }
      throw CancellationError()
    } catch {
      report(failed: Self.isFailure(error), since: begun)
      throw error
    }
  }

  /// The error of a call that is not made.
  var refusal: StoreError {
    StoreError(.unavailable, "\(component) has not answered, and is given time to recover")
  }

  /// Whether a call may be made now; when it may, it must be reported.
  func admit() -> Bool { breaker.withLock { $0.admit(at: now()) } }

  /// Reports a call that began at a time.
  func report(failed: Bool, since begun: Timestamp) {
    let end = now()
    let took = Duration.milliseconds(max(0, end.milliseconds - begun.milliseconds))
    breaker.withLock { $0.report(failed: failed, took: took, at: end) }
  }

  /// The time, for ``report(failed:since:)``.
  var time: Timestamp { now() }

  /// Whether an error speaks against the store: that it did not answer, not what it answered.
  static func isFailure(_ error: any Error) -> Bool {
    guard let error = error as? StoreError else { return false }
    return error.code == .unavailable || error.code == .indeterminate
  }
}
