/// What a continued reply may begin with because the reply so far has it already.
protocol Repetition: Sendable {
  /// Whether text is held back.
  var hasText: Bool { get }

  /// Takes more of the reply's text; returns what is new of all that came once that is told, `nil` before.
  mutating func take(_ text: String) -> String?

  /// What is new of the text that came when no more does.
  mutating func end() -> String
}
