/// One chunk of the AI SDK's UI message stream v1.
///
/// The types and fields are those of the AI SDK (`ui-message-chunks.ts`); which of them are written depends on the
/// ``Dialect``. Unknown types break every client, so the set is closed.
public enum Chunk: Sendable, Hashable {
  /// The kinds of a part that is streamed as text.
  public enum TextKind: String, Sendable, Hashable { case text, reasoning }

  case start(messageID: MessageID)
  case startStep
  case finishStep
  case textStart(TextKind, id: String, providerMetadata: JSONValue? = nil)
  case textDelta(TextKind, id: String, delta: String, providerMetadata: JSONValue? = nil)
  case textEnd(TextKind, id: String, providerMetadata: JSONValue? = nil)
  case toolInputStart(ToolCall)
  case toolInputDelta(toolCallID: String, inputTextDelta: String)
  case toolInputAvailable(ToolCall, input: JSONValue, providerMetadata: JSONValue? = nil)
  case toolInputError(ToolCall, input: JSONValue, errorText: String, providerMetadata: JSONValue? = nil)
  case toolOutputAvailable(ToolAnswer, output: JSONValue, preliminary: Bool = false)
  case toolOutputError(ToolAnswer, errorText: String)
  case toolApprovalRequest(approvalID: String, toolCallID: String)
  case toolOutputDenied(toolCallID: String)
  case sourceURL(sourceID: String, url: String, title: String? = nil)
  case sourceDocument(sourceID: String, mediaType: String, title: String, filename: String? = nil)
  case file(url: String, mediaType: String)
  case data(name: String, value: JSONValue, id: String? = nil, transient: Bool = false)
  case messageMetadata(JSONValue)
  case finish(messageMetadata: JSONValue? = nil, reason: FinishReason? = nil)
  case abort(reason: String? = nil)
  case error(errorText: String)

  /// What a tool call's input chunks have in common.
  public struct ToolCall: Sendable, Hashable {
    /// The name of the call, unique in its message.
    public var toolCallID: String
    /// The tool.
    public var toolName: String
    /// Whether the tool was not declared beforehand.
    public var dynamic: Bool
    /// Whether the call is answered on this side, not by the client.
    public var providerExecuted: Bool
    /// What a user is shown instead of the name.
    public var title: String?

    /// Makes the head of a tool call.
    public init(
      toolCallID: String, toolName: String, dynamic: Bool = false, providerExecuted: Bool = false,
      title: String? = nil
    ) {
      self.toolCallID = toolCallID
      self.toolName = toolName
      self.dynamic = dynamic
      self.providerExecuted = providerExecuted
      self.title = title
    }
  }

  /// What a tool call's output chunks have in common.
  public struct ToolAnswer: Sendable, Hashable {
    /// The name of the call, unique in its message.
    public var toolCallID: String
    /// Whether the tool was not declared beforehand.
    public var dynamic: Bool
    /// Whether the call is answered on this side, not by the client.
    public var providerExecuted: Bool

    /// Makes the head of a tool's answer.
    public init(toolCallID: String, dynamic: Bool = false, providerExecuted: Bool = false) {
      self.toolCallID = toolCallID
      self.dynamic = dynamic
      self.providerExecuted = providerExecuted
    }
  }

  /// Whether the chunk carries something of the reply itself, so that a reader has been given content.
  public var isContent: Bool {
    switch self {
    case .start, .startStep, .finishStep, .finish, .abort, .error, .messageMetadata: false
    case .data(_, _, _, let transient): !transient
    default: true
    }
  }
}
