/// The whole reply so far, which some servers send again before its continuation.
///
/// Mistral's does, DeepSeek's does not, though both are asked in the same way.
struct RepeatedReply: Repetition {
  /// The fewest characters that are looked for: a short beginning may well be written twice on purpose.
  static let minimumLength = 16

  private let reply: [Unicode.Scalar]
  private var start: [Unicode.Scalar] = []

  /// Takes a reply so far; `nil` when it is too short to tell.
  init?(of text: String) {
    reply = Array(text.unicodeScalars)
    if reply.count < Self.minimumLength { return nil }
  }

  var hasText: Bool { !start.isEmpty }

  mutating func take(_ text: String) -> String? {
    let expected = reply[start.count...]
    let more = Array(text.unicodeScalars)
    start += more
    if start.count < reply.count { return expected.starts(with: more) ? nil : end() }
    return more.starts(with: expected) ? Self.text(start[reply.count...]) : end()
  }

  /// What came is only a part of the reply, or something else: it is new.
  func end() -> String { Self.text(start[...]) }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
