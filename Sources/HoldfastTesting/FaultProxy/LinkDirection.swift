/// One of the two ways that bytes go through a ``FaultProxy``.
public enum LinkDirection: Sendable, Hashable, CaseIterable {
  /// What the client sends.
  case toServer
  /// What the server answers.
  case toClient
}
