/// Values that are sent by one task and waited for, one after the other, by another.
struct Signal<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value>
  private let continuation: AsyncStream<Value>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func send(_ value: Value) { continuation.yield(value) }

  /// The next value; `nil` when the waiting task is cancelled.
  func wait() async -> Value? {
    for await value in stream { return value }
    return nil
  }
}
