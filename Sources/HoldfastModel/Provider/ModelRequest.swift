/// What a model is asked.
public struct ModelRequest: Sendable, Hashable {
  /// What an answer is to be.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// Text for a person.
    case text
    /// One JSON object, which is worth nothing in parts.
    case json
  }

  /// What a reply has said so far, and how the model is asked to go on with it.
  public struct Continuation: Sendable, Hashable {
    /// The text so far, which the user has seen.
    public var text: String
    /// How to ask; never ``ContinuationMode/none``.
    public var mode: ContinuationMode

    /// Makes a continuation.
    public init(text: String, mode: ContinuationMode) {
      self.text = text
      self.mode = mode
    }
  }

  /// Instructions before the conversation.
  public var system: String?
  /// The conversation, oldest first; the last message is the user's.
  public var messages: [UIMessage]
  /// What the reply has said so far, when the model is to go on with it; `nil` for a reply from its beginning.
  public var continuing: Continuation?
  /// The most tokens that the model may write; `nil` for the model's own limit.
  public var maximumOutputTokens: Int?
  /// What the answer is to be.
  public var format: Format
  /// What the model may have done on the server's side; the last message is then the user's, or the reply so far with
  /// the answers to its calls.
  public var tools: [ToolDefinition]

  /// Makes a request.
  public init(
    system: String? = nil, messages: [UIMessage], continuing: Continuation? = nil,
    maximumOutputTokens: Int? = nil, format: Format = .text, tools: [ToolDefinition] = []
  ) {
    self.system = system
    self.messages = messages
    self.continuing = continuing
    self.maximumOutputTokens = maximumOutputTokens
    self.format = format
    self.tools = tools
  }
}
