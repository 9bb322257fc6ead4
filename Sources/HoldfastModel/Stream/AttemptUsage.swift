/// What one attempt at a reply used, and how it came out.
public struct AttemptUsage: Sendable, Hashable {
  /// What was asked: a short name from configuration.
  public var target: String
  /// The model that answered, by its own name where the provider gave it.
  public var model: String
  /// What the model read; `nil` when the provider did not say.
  public var inputTokens: Int?
  /// What the model wrote; `nil` when nothing was delivered and the provider did not say.
  public var outputTokens: Int?
  /// Whether ``outputTokens`` is an estimate from what was delivered.
  public var isEstimated: Bool
  /// Whether a part of the reply is its own.
  public var hasDelivered: Bool
  /// How it failed; `nil` when it came to the model's own end, or was given up.
  public var failure: ProviderError.Kind?

  /// Makes a record.
  public init(
    target: String, model: String, inputTokens: Int? = nil, outputTokens: Int? = nil,
    isEstimated: Bool = false, hasDelivered: Bool = true, failure: ProviderError.Kind? = nil
  ) {
    self.target = target
    self.model = model
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.isEstimated = isEstimated
    self.hasDelivered = hasDelivered
    self.failure = failure
  }

  /// The record as JSON.
  public var json: JSONValue {
    var object: JSONObject = ["target": .string(target), "model": .string(model)]
    object["inputTokens"] = inputTokens.map { .number(JSONNumber($0)) }
    object["outputTokens"] = outputTokens.map { .number(JSONNumber($0)) }
    if isEstimated { object["estimated"] = true }
    if !hasDelivered { object["delivered"] = false }
    object["failure"] = failure.map { .string($0.rawValue) }
    return .object(object)
  }

  /// Reads what ``json`` writes.
  public init(json: JSONValue) {
    self.init(
      target: json["target"]?.stringValue ?? "", model: json["model"]?.stringValue ?? "",
      inputTokens: json["inputTokens"]?.intValue, outputTokens: json["outputTokens"]?.intValue,
      isEstimated: json["estimated"]?.boolValue ?? false,
      hasDelivered: json["delivered"]?.boolValue ?? true,
      failure: json["failure"]?.stringValue.flatMap(ProviderError.Kind.init(rawValue:)))
  }
}
