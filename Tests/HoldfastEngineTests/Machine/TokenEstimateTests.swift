import HoldfastEngine
import Testing

@Suite struct `The estimate of tokens` {
  private static let texts = [
    "The quick brown fox jumps over the lazy dog.",
    "Holdfast keeps every reply, whatever happens to the browser, the server or the provider.",
    "To be, or not to be, that is the question: whether it is nobler in the mind to suffer.",
  ]

  /// A hundred tokens are about seventy-five words of English (OpenAI, "What are tokens and how to count them?").
  @Test(arguments: texts) func `is a fifth off at most for plain text`(text: String) {
    var estimate = TokenEstimate()
    estimate.accept(text)
    let expected = Double(text.split(separator: " ").count) / 0.75
    #expect(abs(Double(estimate.tokens) - expected) <= expected / 5, "\(estimate.tokens) for \(expected)")
  }

  @Test(arguments: ["", "a", "naïve café über alles", "你好，世界", "let x = [1, 2]\n\n\nreturn x", "👩‍👩‍👧 ok"])
  func `does not depend on how a text is cut`(text: String) {
    var whole = TokenEstimate()
    whole.accept(text)
    var pieces = TokenEstimate()
    for character in text { pieces.accept(String(character)) }
    #expect(whole.tokens == pieces.tokens)
    #expect((whole.tokens == 0) == text.isEmpty)
  }
}
