import HoldfastStores

/// Requires that something is so.
func expect(
  _ condition: Bool, _ message: @autoclosure () -> String, fileID: String = #fileID, line: Int = #line
) throws(ContractViolation) {
  if !condition { throw ContractViolation(message(), fileID: fileID, line: line) }
}

/// Requires that two values are equal.
///
/// - Parameter what: What the values are, for the message.
func expectEqual<Value: Equatable>(
  _ actual: Value, _ expected: Value, _ what: String, fileID: String = #fileID, line: Int = #line
) throws(ContractViolation) {
  if actual != expected {
    throw ContractViolation(
      "\(what): expected \(String(describing: expected)), got \(String(describing: actual))", fileID: fileID,
      line: line)
  }
}

/// Requires that there is a value.
func required<Value>(
  _ value: Value?, _ what: String, fileID: String = #fileID, line: Int = #line
) throws(ContractViolation) -> Value {
  guard let value else { throw ContractViolation("\(what): there is none", fileID: fileID, line: line) }
  return value
}

/// Requires that a call throws a ``StoreError`` of a code.
func expectError<Value>(
  _ code: StoreError.Code, _ what: String, fileID: String = #fileID, line: Int = #line,
  _ call: () async throws -> Value
) async throws {
  let value: Value
  do {
    value = try await call()
  } catch let error as StoreError {
    return try expectEqual(error.code, code, what, fileID: fileID, line: line)
  }
  throw ContractViolation("\(what): expected \(code), got \(value)", fileID: fileID, line: line)
}

/// Runs an operation many times at once; the results are in the order of the numbers, from 0.
func concurrently<Value: Sendable>(
  _ count: Int, _ operation: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for number in 0..<count {
      group.addTask { (number, try await operation(number)) }
    }
    var results: [(Int, Value)] = []
    for try await result in group { results.append(result) }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

/// Runs a call in a task that is cancelled before it begins: it may happen or throw `CancellationError`.
func cancelled(
  _ what: String, fileID: String = #fileID, line: Int = #line,
  _ call: @escaping @Sendable () async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.cancelAll()
    group.addTask {
      do {
        try await call()
      } catch is CancellationError {
        return
      } catch {
        throw ContractViolation("\(what): cancelled, it threw \(error)", fileID: fileID, line: line)
      }
    }
    try await group.waitForAll()
  }
}

/// Works while somebody looks again and again, and once more when the work is done.
func whileWatching(
  work: @escaping @Sendable () async throws -> Void, look: @escaping @Sendable () async throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: Bool.self) { group in
    group.addTask {
      try await work()
      return true
    }
    group.addTask {
      do {
        while !Task.isCancelled {
          try await look()
          await Task.yield()
        }
      } catch is CancellationError {
        // The work was done in the middle of a look.
      }
      return false
    }
    while let isWorkDone = try await group.next() {
      if isWorkDone { group.cancelAll() }
    }
  }
  try await look()
}
