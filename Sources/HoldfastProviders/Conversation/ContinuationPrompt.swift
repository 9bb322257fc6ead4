/// What a model is told that goes on with a reply which it cannot be made to write on directly.
enum ContinuationPrompt {
  /// How much of the reply's end the model is asked to say again, in characters.
  private static let maximumWords = 60

  /// The user's words behind the reply so far.
  ///
  /// The model is asked to begin with the last words again: where they end in the middle of a word, or without the space
  /// that comes next, only so can it be told how the two join. What is said again is left out of the reply.
  static func text(after reply: String) -> String {
    """
    Your reply was cut off. Go on exactly where it stops, within a word if it stops there. \
    Begin with its last words again, "\(lastWords(of: reply))", and go straight on from them. \
    Repeat nothing else of it, and say nothing about the interruption.
    """
  }

  /// The end of a reply, from the beginning of a word on.
  private static func lastWords(of reply: String) -> String {
    let line = reply.split(whereSeparator: \.isNewline).last.map { String($0) } ?? reply
    let end = line.suffix(maximumWords)
    guard end.count < line.count, let space = end.firstIndex(where: \.isWhitespace) else {
      return String(end)
    }
    return String(end[space...].dropFirst())
  }
}
