#if Redis
  /// An error that the server answered with.
  package struct RedisErrorReply: Error, Sendable, Hashable {
    /// The first word, which says what kind of error it is: `WRONGTYPE`, say.
    package let word: String
    /// The whole text, which is never logged: it may quote what was sent.
    package let text: String

    /// Splits the text of an error.
    package init(_ text: String) {
      self.text = text
      word = text.split(separator: " ", maxSplits: 1).first.map(String.init) ?? ""
    }
  }
#endif
