public import HoldfastModel

extension QuotaReservation {
  /// The reservation as JSON, without its name and its principal, for stores that keep it as one field.
  public var json: JSONValue {
    var object: JSONObject = [
      "session": .string(session.rawValue), "plan": .string(plan), "amount": amount.json,
      "windows": .array(windows.map(\.json)), "state": .string(state.rawValue), "used": used.json,
      "createdAt": createdAt.json, "expiresAt": expiresAt.json,
    ]
    object["endedAt"] = endedAt?.json
    if isLate { object["late"] = true }
    return .object(object)
  }

  /// Reads what ``json`` writes; `nil` for anything else.
  public init?(id: ReservationID, principal: Principal, json: JSONValue) {
    guard let session = json["session"]?.stringValue, let plan = json["plan"]?.stringValue,
      let amount = QuotaAmount(json: json["amount"]), let used = QuotaAmount(json: json["used"]),
      let windows = json["windows"]?.arrayValue,
      let state = json["state"]?.stringValue.flatMap(State.init(rawValue:)),
      let createdAt = Timestamp(json: json["createdAt"]), let expiresAt = Timestamp(json: json["expiresAt"])
    else { return nil }
    let all = windows.compactMap { QuotaWindow(json: $0) }
    guard all.count == windows.count else { return nil }
    self.init(
      id: id, principal: principal, session: SessionID(rawValue: session), plan: plan, amount: amount,
      windows: all, state: state, used: used, createdAt: createdAt, expiresAt: expiresAt,
      endedAt: Timestamp(json: json["endedAt"]), isLate: json["late"]?.boolValue ?? false)
  }
}
