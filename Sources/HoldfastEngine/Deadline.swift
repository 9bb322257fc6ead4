/// Runs an operation for at most a duration.
///
/// - Returns: What the operation returned; `nil` when time ran out first, in which case the operation was cancelled
///   and has returned.
func withDeadline<Value: Sendable>(
  _ duration: Duration, clock: any Clock<Duration>,
  _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value? {
  try await withThrowingTaskGroup(of: Value?.self) { group in
    group.addTask { try await operation() }
    group.addTask {
      try await clock.sleep(for: duration)
      return nil
    }
    defer { group.cancelAll() }
    // A group of two never runs dry before its first result.
    return try await group.next() ?? nil
  }
}
