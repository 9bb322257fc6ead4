package import HoldfastProviders

/// A scenario file that cannot be played.
package struct ScenarioFault: Error, CustomStringConvertible {
  /// The path of the file.
  package let path: String
  /// What is wrong with it.
  package let error: ScenarioError

  /// Says what is wrong with the scenario of a path.
  package init(path: String, error: ScenarioError) {
    self.path = path
    self.error = error
  }

  /// One sentence.
  package var description: String {
    let place = ["", path].contains(error.place) ? "" : error.place + ": "
    return "the scenario \(path) cannot be used: \(place)\(error.problem)"
  }
}
