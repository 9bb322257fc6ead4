/// What a tool does to the world outside, and whether it can be undone.
public enum ToolEffect: String, Sendable, Hashable, CaseIterable {
  /// Nothing: it only looks, or what it makes is part of the reply.
  case none
  /// It can be undone, and nothing stays.
  case reversible
  /// It can be undone, but something of it stays, such as a mail that says that it was undone.
  case residue
  /// It cannot be undone.
  case irreversible

  /// Whether there is something to undo, and a way to do it.
  public var isReversible: Bool { self == .reversible || self == .residue }
}
