/// What a provider hands over while it answers.
public enum ProviderEvent: Sendable, Hashable {
  /// The model that really answers, when the provider names it.
  case model(String)
  case textDelta(String)
  case reasoningDelta(String)
  /// A tool call begins. `id` is the provider's own; it may be empty or used twice.
  case toolCallStart(index: Int, id: String, name: String)
  /// More of a tool call's arguments, as JSON text.
  case toolCallDelta(index: Int, argumentsDelta: String)
  /// A tool call is complete.
  case toolCallEnd(index: Int)
  case source(url: String, title: String?)
  case file(url: String, mediaType: String)
  case data(name: String, value: JSONValue, id: String?, transient: Bool)
  /// What was used so far; the last one counts.
  case usage(Usage)
  /// The model's own end. Nothing but usage follows.
  case finish(FinishReason)
}
