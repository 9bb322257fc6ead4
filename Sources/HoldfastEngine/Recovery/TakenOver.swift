/// What becomes of a stream that was taken over, and whose end nothing has decided.
enum TakenOver: Sendable {
  /// A run fills it on.
  case goesOn
  /// It is ended as it is.
  case ends
  /// It is left to another owner, for this node is on its way down.
  case isLeft
}
