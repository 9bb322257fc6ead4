import Synchronization

/// Values that are sent by some tasks and waited for, one after the other, by another.
struct Signal<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value>
  private let continuation: AsyncStream<Value>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func send(_ value: Value) { continuation.yield(value) }

  /// The next value.
  ///
  /// - Throws: `CancellationError` when the waiting task is cancelled.
  func wait() async throws -> Value {
    for await value in stream { return value }
    throw CancellationError()
  }
}

extension Signal where Value == Void {
  func send() { send(()) }
}

/// Tells when so many have arrived.
final class Arrivals: Sendable {
  private let count = Mutex(0)
  private let expected: Int
  private let complete: @Sendable () -> Void

  init(_ expected: Int, complete: @escaping @Sendable () -> Void) {
    self.expected = expected
    self.complete = complete
  }

  func arrive() {
    let isComplete = count.withLock { count in
      count += 1
      return count == expected
    }
    if isComplete { complete() }
  }
}
