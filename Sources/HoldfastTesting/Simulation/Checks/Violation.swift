/// An invariant that did not hold.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
  /// Which one.
  package var invariant: Invariant
  /// What was seen.
  package var message: String

  package init(_ invariant: Invariant, _ message: String) {
    self.invariant = invariant
    self.message = message
  }

  /// The name and what was seen.
  package var description: String { "\(invariant.rawValue): \(message)" }
}
