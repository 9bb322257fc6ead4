/// One thing that happened between a process and a tool, about one call.
package enum ToolAct: String, Sendable, Hashable, CaseIterable {
  /// A process wants the call executed.
  case asked
  /// The tool has done it.
  case executed
  /// A process asks what became of the call.
  case probed
  /// A process wants the call undone.
  case undoAsked
  /// The tool has undone it.
  case undone
  /// Undoing it failed, as far as the process can tell.
  case undoFailed
}
