/// What an implementation did that its contract forbids.
public struct ContractViolation: Error, Sendable, Hashable {
  /// What was expected and what came.
  public let message: String
  /// The module and file of the expectation, as `#fileID` writes it.
  public let fileID: String
  /// The line of the expectation.
  public let line: Int

  /// Makes a violation.
  public init(_ message: String, fileID: String = #fileID, line: Int = #line) {
    self.message = message
    self.fileID = fileID
    self.line = line
  }
}

extension ContractViolation: CustomStringConvertible {
  /// The message and the place.
  public var description: String { "\(message) (\(fileID):\(line))" }
}
