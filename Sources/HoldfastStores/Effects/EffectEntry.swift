public import HoldfastModel

/// One entry of the effect ledger: a tool call of a stream, and what became of it.
///
/// `intent` → `executing` → `confirmed` or `failed`; what is confirmed, or may have been done, → `compensating` →
/// `compensated` or `manualReview`. A person may settle what is in review.
public struct EffectEntry: Sendable, Hashable {
  /// What became of the call.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is to be executed, and was not yet.
    case intent
    /// It is being executed; after a crash nobody knows whether it was.
    case executing
    /// It was executed.
    case confirmed
    /// It was not executed, and will not be.
    case failed
    /// It is to be undone.
    case compensating
    /// It was undone.
    case compensated
    /// A person has to look at it.
    case manualReview = "manual_review"

    /// Whether nothing more will be done about the call by itself, and nobody need look at it.
    public var isSettled: Bool { self == .confirmed || self == .failed || self == .compensated }
  }

  /// The call's name, unique in its message.
  public var call: String
  /// Its place among the calls of the stream, from 0: effects are undone in the reverse order.
  public var number: Int
  /// The tool.
  public var tool: String
  /// What the tool does to the world outside.
  public var effect: ToolEffect
  /// What became of the call.
  public var state: State
  /// What the model asked for.
  public var input: JSONValue
  /// What came of it.
  public var output: JSONValue?
  /// Why it failed, or is in review, or what a person decided; holds no content.
  public var detail: String?
  /// How often undoing it was tried.
  public var tries: Int
  /// When undoing it is tried next.
  public var dueAt: Timestamp?
  /// When the state changed.
  public var changedAt: Timestamp

  /// Makes an entry.
  public init(
    call: String, number: Int, tool: String, effect: ToolEffect, state: State = .intent, input: JSONValue,
    output: JSONValue? = nil, detail: String? = nil, tries: Int = 0, dueAt: Timestamp? = nil,
    changedAt: Timestamp
  ) {
    self.call = call
    self.number = number
    self.tool = tool
    self.effect = effect
    self.state = state
    self.input = input
    self.output = output
    self.detail = detail
    self.tries = tries
    self.dueAt = dueAt
    self.changedAt = changedAt
  }
}

extension EffectEntry {
  /// The entry as JSON, for stores that keep it as one field.
  public var json: JSONValue {
    var object: JSONObject = [
      "call": .string(call), "number": .number(JSONNumber(number)), "tool": .string(tool),
      "effect": .string(effect.rawValue), "state": .string(state.rawValue), "input": input,
    ]
    object["output"] = output
    object["detail"] = detail.map { .string($0) }
    if tries > 0 { object["tries"] = .number(JSONNumber(tries)) }
    object["dueAt"] = dueAt?.json
    object["changedAt"] = changedAt.json
    return .object(object)
  }

  /// Reads what ``json`` writes; `nil` for anything else.
  public init?(json: JSONValue) {
    guard let call = json["call"]?.stringValue, let number = json["number"]?.intValue,
      let tool = json["tool"]?.stringValue,
      let effect = json["effect"]?.stringValue.flatMap(ToolEffect.init(rawValue:)),
      let state = json["state"]?.stringValue.flatMap(State.init(rawValue:)), let input = json["input"],
      let changedAt = Timestamp(json: json["changedAt"])
    else { return nil }
    self.init(
      call: call, number: number, tool: tool, effect: effect, state: state, input: input,
      output: json["output"], detail: json["detail"]?.stringValue, tries: json["tries"]?.intValue ?? 0,
      dueAt: Timestamp(json: json["dueAt"]), changedAt: changedAt)
  }
}
