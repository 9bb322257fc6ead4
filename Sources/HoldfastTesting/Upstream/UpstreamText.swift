/// The texts that a ``ScriptedUpstream`` says.
public enum UpstreamText {
  private static let vocabulary = [
    "river", "Grüße", "stone", "ähnlich", "lantern", "日本語", "harbour", "naïve", "winter", "🌊", "ladder",
    "été",
    "meadow", "größer", "signal",
  ]

  /// So many words, each with its number, so that no part of the text is like another.
  public static func words(_ count: Int) -> String {
    (0..<max(0, count)).map { "\(vocabulary[$0 % vocabulary.count])\($0)" }.joined(separator: " ")
  }

  /// A text that would break a frame which does not encode it: line ends of all kinds, NUL, and fields of an event.
  public static let control =
    "Begin\r\ndata: {\"type\":\"finish\"}\n\nid: 1.99.x\nevent: error\rdata: [DONE]\r\r\u{0} \u{2028}: end\n\ndata:"
}
