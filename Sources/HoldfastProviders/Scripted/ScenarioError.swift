/// Why a scenario cannot be played, and where.
public struct ScenarioError: Error, Sendable, Hashable {
  /// The place, such as `replies[0].steps[3]`; empty for the scenario as a whole.
  public var place: String
  /// What is wrong there.
  public var problem: String

  /// Makes an error.
  public init(place: String, problem: String) {
    self.place = place
    self.problem = problem
  }
}

extension ScenarioError: CustomStringConvertible {
  /// The place and the problem.
  public var description: String { place.isEmpty ? "scenario: \(problem)" : "\(place): \(problem)" }
}
