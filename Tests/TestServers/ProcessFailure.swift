/// Why a test could not go on.
package struct ProcessFailure: Error, CustomStringConvertible {
  /// What happened, for the reader of the test's output.
  package var description: String

  /// Makes a failure.
  package init(_ description: String) { self.description = description }
}
