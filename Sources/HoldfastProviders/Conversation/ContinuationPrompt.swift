/// What a model is told that goes on with a reply which it cannot be made to write on directly.
enum ContinuationPrompt {
  /// The user's words behind the reply so far.
  static let text = """
    Your reply was cut off. Go on exactly where it stops, within a word if it stops there. \
    Do not repeat any of it, and say nothing about the interruption.
    """
}
