/// What a workload did was wrong, so what it cost says nothing.
public struct WorkloadFailure: Error, CustomStringConvertible {
  /// What is wrong.
  public let description: String
}

/// Fails unless something holds.
func expect(_ isRight: Bool, _ rule: String) throws(WorkloadFailure) {
  if !isRight { throw WorkloadFailure(description: "wrong result: \(rule)") }
}
