public import HoldfastModel

/// How the work of a stream came out: set once, with the last content, before anything is settled.
public struct StreamOutcome: Sendable, Hashable {
  /// What went wrong at the provider.
  public struct Failure: Sendable, Hashable {
    /// The class of failure.
    public var kind: ProviderError.Kind
    /// For the developer.
    public var detail: String

    /// Makes a failure.
    public init(kind: ProviderError.Kind, detail: String) {
      self.kind = kind
      self.detail = detail
    }
  }

  /// The state that the stream ends in, unless saving is refused.
  public var state: TerminalState
  /// Why the provider stopped.
  public var reason: FinishReason?
  /// What went wrong, when something did.
  public var failure: Failure?
  /// The model that answers.
  public var model: String?
  /// What was used, when the provider said it.
  public var usage: Usage?
  /// What the reply costs of its principal's quota; `nil` for nothing.
  public var charge: QuotaAmount?

  /// Makes an outcome.
  public init(
    state: TerminalState, reason: FinishReason? = nil, failure: Failure? = nil, model: String? = nil,
    usage: Usage? = nil, charge: QuotaAmount? = nil
  ) {
    self.state = state
    self.reason = reason
    self.failure = failure
    self.model = model
    self.usage = usage
    self.charge = charge
  }
}

extension StreamOutcome {
  /// The outcome as JSON, for stores that keep it as one field.
  public var json: JSONValue {
    var object: JSONObject = ["state": .string(state.rawValue)]
    object["reason"] = reason.map { .string($0.rawValue) }
    object["failure"] = failure.map { ["kind": .string($0.kind.rawValue), "detail": .string($0.detail)] }
    object["model"] = model.map { .string($0) }
    object["usage"] = usage?.json
    object["charge"] = charge?.json
    return .object(object)
  }

  /// Reads what ``json`` writes; `nil` for anything else.
  public init?(json: JSONValue) {
    guard let state = json["state"]?.stringValue.flatMap(TerminalState.init(rawValue:)) else { return nil }
    let failure = json["failure"].flatMap { json in
      json["kind"]?.stringValue.flatMap(ProviderError.Kind.init(rawValue:)).map { kind in
        Failure(kind: kind, detail: json["detail"]?.stringValue ?? "")
      }
    }
    self.init(
      state: state, reason: json["reason"]?.stringValue.flatMap(FinishReason.init(rawValue:)),
      failure: failure, model: json["model"]?.stringValue, usage: json["usage"].map(Usage.init(json:)),
      charge: QuotaAmount(json: json["charge"]))
  }
}
