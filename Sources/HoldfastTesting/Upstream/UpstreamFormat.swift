/// The API in which a request was made, told by its path.
public enum UpstreamFormat: String, Sendable, Hashable, CaseIterable {
  /// OpenAI Chat Completions: `/chat/completions`.
  case openAI = "openai"
  /// Anthropic Messages: `/messages`.
  case anthropic

  init?(path: String) {
    let path = path.prefix { $0 != "?" }
    if path.hasSuffix("/chat/completions") {
      self = .openAI
    } else if path.hasSuffix("/messages") {
      self = .anthropic
    } else {
      return nil
    }
  }
}
