/// What a reply used, in tokens.
public struct Usage: Sendable, Hashable {
  /// What the model read.
  public var inputTokens: Int?
  /// What the model wrote.
  public var outputTokens: Int?
  /// Whether a part of it is an estimate from what was delivered, because a provider did not say.
  public var isEstimated: Bool
  /// What each attempt used, when there was more than one; empty otherwise.
  public var attempts: [AttemptUsage]

  /// Makes a usage record.
  public init(
    inputTokens: Int? = nil, outputTokens: Int? = nil, isEstimated: Bool = false,
    attempts: [AttemptUsage] = []
  ) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.isEstimated = isEstimated
    self.attempts = attempts
  }

  /// The models that wrote a part of the reply, in order; empty when there was one attempt.
  public var models: [String] {
    attempts.filter(\.hasDelivered).reduce(into: []) { models, attempt in
      if models.last != attempt.model { models.append(attempt.model) }
    }
  }

  /// The record as JSON.
  public var json: JSONValue {
    var object = JSONObject()
    object["inputTokens"] = inputTokens.map { .number(JSONNumber($0)) }
    object["outputTokens"] = outputTokens.map { .number(JSONNumber($0)) }
    if isEstimated { object["estimated"] = true }
    if !attempts.isEmpty { object["attempts"] = .array(attempts.map(\.json)) }
    return .object(object)
  }

  /// Reads what ``json`` writes.
  public init(json: JSONValue) {
    self.init(
      inputTokens: json["inputTokens"]?.intValue, outputTokens: json["outputTokens"]?.intValue,
      isEstimated: json["estimated"]?.boolValue ?? false,
      attempts: (json["attempts"]?.arrayValue ?? []).map(AttemptUsage.init(json:)))
  }
}
