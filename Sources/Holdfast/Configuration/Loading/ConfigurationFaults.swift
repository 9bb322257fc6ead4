/// All that is wrong with a configuration, at once.
public struct ConfigurationFaults: Error, Sendable, Hashable, CustomStringConvertible {
  /// The faults: never none.
  public let faults: [ConfigurationFault]

  /// Makes an error; `nil` when there is no fault.
  public init?(_ faults: [ConfigurationFault]) {
    guard !faults.isEmpty else { return nil }
    self.faults = faults
  }

  /// One line for each fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
