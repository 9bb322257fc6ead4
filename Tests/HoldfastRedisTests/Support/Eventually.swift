#if Redis
  import TestServers

  /// Looks again and again until there is a value.
  ///
  /// - Throws: `ProcessFailure` when a generous deadline passes first.
  func eventually<Value>(
    _ what: String, _ look: () async throws -> Value?
  ) async throws -> Value {
    let deadline = Deadline.step
    while true {
      if let value = try await look() { return value }
      if deadline.hasPassed { throw ProcessFailure("\(what): it did not happen in time") }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
#endif
