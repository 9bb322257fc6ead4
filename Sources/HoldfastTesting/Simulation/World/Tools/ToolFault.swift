/// What goes wrong with one call of a simulated tool.
package enum ToolFault: String, Sendable, Hashable, CaseIterable {
  /// It says that it did nothing, and that is so.
  case fails
  /// Nothing is done, and no answer comes.
  case unheard
  /// F98: it is done, and the answer is lost.
  case answerLost
  /// F98: it is done, and then nothing more is heard until the deadline has passed.
  case hangsAfter
  /// Nothing is done, and nothing is heard until the deadline has passed.
  case hangsBefore
}
