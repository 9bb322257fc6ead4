/// Looks until a condition holds, for up to ten seconds.
func happensEventually(_ condition: () async -> Bool) async throws -> Bool {
  let end = ContinuousClock.now + .seconds(10)
  while await !condition() {
    if ContinuousClock.now > end { return false }
    try await Task.sleep(for: .milliseconds(2))
  }
  return true
}
