import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Counts the calls of the stores, and strikes at one of them.
final class Fault: Sendable {
  private let point: FaultPoint
  private let count = Mutex(0)

  init(_ point: FaultPoint) { self.point = point }

  /// Makes a call, unless the process ends before it.
  func call<Value>(
    _ operation: FaultPoint.Operation, _ body: () async throws -> Value
  ) async rethrows -> Value {
    let isHere = isPoint(operation)
    if isHere, point.side == .before { strike() }
    let value = try await body()
    if isHere, point.side == .after { strike() }
    return value
  }

  private func isPoint(_ operation: FaultPoint.Operation) -> Bool {
    guard operation == point.operation else { return false }
    return count.withLock { count in
      count += 1
      return count == point.number
    }
  }

  /// Ends or stops the process here and now: nothing is flushed, and nobody is told.
  private func strike() {
    kill(getpid(), point.kind == .kill ? SIGKILL : SIGSTOP)
  }
}
