/// Why a provider stopped.
public enum FinishReason: String, Sendable, Hashable, CaseIterable {
  case stop
  case length
  /// A filter beside the model ended the reply.
  case contentFilter = "content-filter"
  /// The model itself, or its guard, declined to answer or to go on.
  case refusal
  case toolCalls = "tool-calls"
  case error
  case other

  /// The reason in the words of the AI SDK (`LanguageModelV2FinishReason`), which has none of its own for a refusal.
  public var wireValue: String { self == .refusal ? Self.contentFilter.rawValue : rawValue }
}
