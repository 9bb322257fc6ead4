/// What goes wrong at a provider, as in the fault catalogue.
package enum ProviderFault: String, Sendable, Hashable, CaseIterable {
  /// F57: the key is wrong.
  case refusedKey
  /// F58, F59: too busy, or broken.
  case overload, server
  /// F60, F61: no answer, or no first token.
  case hangsConnecting, noFirstToken
  /// F62: nothing more comes.
  case stalls
  /// F63: the connection breaks.
  case breaks
  /// F64, F69: an end without a finish.
  case endsWithoutFinish
  /// F65: an error after the answer began.
  case errorInside
  /// F66: not what the API describes.
  case garbage
  /// F67, F68: two finishes, and text after the first.
  case finishesTwice, textAfterFinish
  /// F70: a tool call whose arguments are cut.
  case toolCallCut
  /// F71: the conversation is not accepted.
  case refusesConversation
  /// F73: no word of what was used.
  case noUsage
  /// F74: it goes on for ever.
  case neverEnds
  /// F75: text that looks like frames.
  case textLikeFrames
  /// F63 in the middle of a thought, in an artifact, or behind a source.
  case breaksInThought, breaksInArtifact, breaksBehindSource
  /// It is given up, and does not heed it for a while.
  case ignoresCancellation
}
