/// What a provider says it used, in tokens.
public struct Usage: Sendable, Hashable {
  /// What the model read.
  public var inputTokens: Int?
  /// What the model wrote.
  public var outputTokens: Int?

  /// Makes a usage record.
  public init(inputTokens: Int? = nil, outputTokens: Int? = nil) {
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }

  /// The record as JSON.
  public var json: JSONValue {
    var object = JSONObject()
    object["inputTokens"] = inputTokens.map { .number(JSONNumber($0)) }
    object["outputTokens"] = outputTokens.map { .number(JSONNumber($0)) }
    return .object(object)
  }

  /// Reads what ``json`` writes.
  public init(json: JSONValue) {
    self.init(inputTokens: json["inputTokens"]?.intValue, outputTokens: json["outputTokens"]?.intValue)
  }
}
