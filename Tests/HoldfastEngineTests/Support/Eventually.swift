/// What did not come about in time.
struct NotInTime: Error, CustomStringConvertible {
  var description: String
}

/// Waits for a value, looking again and again, for as long as a deadline allows.
func eventually<Value>(
  _ what: String, within limit: Duration = .seconds(20), _ probe: () async throws -> Value?
) async throws -> Value {
  let deadline = ContinuousClock.now + limit
  while true {
    if let value = try await probe() { return value }
    guard ContinuousClock.now < deadline else { throw NotInTime(description: "not within \(limit): \(what)") }
    try await Task.sleep(for: .milliseconds(1))
  }
}

/// Waits for a condition, looking again and again, for as long as a deadline allows.
func until(
  _ what: String, within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
  try await eventually(what, within: limit) { try await condition() ? () : nil }
}

/// How long a call takes.
func elapsed<Value>(_ call: () async throws -> Value) async rethrows -> (value: Value, duration: Duration) {
  let start = ContinuousClock.now
  let value = try await call()
  return (value, ContinuousClock.now - start)
}
