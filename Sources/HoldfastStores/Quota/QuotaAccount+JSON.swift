public import HoldfastModel

extension QuotaAmount {
  var json: JSONValue {
    ["messages": .number(JSONNumber(messages)), "tokens": .number(JSONNumber(tokens))]
  }

  init?(json: JSONValue?) {
    guard let messages = json?["messages"]?.intValue, let tokens = json?["tokens"]?.intValue else {
      return nil
    }
    self.init(messages: messages, tokens: tokens)
  }
}

extension QuotaWindow {
  var json: JSONValue {
    [
      "period": .string(period.rawValue), "start": start.json, "end": end.json,
    ]
  }

  init?(json: JSONValue?) {
    guard let period = json?["period"]?.stringValue.flatMap(QuotaPeriod.init(rawValue:)),
      let start = Timestamp(json: json?["start"]), let end = Timestamp(json: json?["end"])
    else { return nil }
    self.init(period: period, start: start, end: end)
  }
}

extension QuotaAccount.Totals {
  fileprivate var json: JSONValue { ["count": .number(JSONNumber(count)), "amount": amount.json] }

  fileprivate init?(json: JSONValue?) {
    guard let count = json?["count"]?.intValue, let amount = QuotaAmount(json: json?["amount"]) else {
      return nil
    }
    self.init(count: count, amount: amount)
  }
}

extension QuotaAccount {
  /// The account as JSON, for stores that keep it as one field.
  public var json: JSONValue {
    var outstanding = JSONObject()
    for (plan, count) in self.outstanding.sorted(by: { $0.key < $1.key }) {
      outstanding[plan] = .number(JSONNumber(count))
    }
    return [
      "windows": .array(
        windows.map {
          [
            "plan": .string($0.plan), "window": $0.window.json, "used": $0.used.json,
            "reserved": $0.reserved.json,
          ]
        }), "reserved": reserved.json, "committed": committed.json, "released": released.json,
      "expired": expired.json, "outstanding": .object(outstanding),
    ]
  }

  /// Reads what ``json`` writes; `nil` for anything else.
  public init?(json: JSONValue) {
    self.init()
    guard let reserved = Totals(json: json["reserved"]), let committed = Totals(json: json["committed"]),
      let released = Totals(json: json["released"]), let expired = Totals(json: json["expired"]),
      let uses = json["windows"]?.arrayValue, let outstanding = json["outstanding"]?.objectValue
    else { return nil }
    (self.reserved, self.committed, self.released, self.expired) = (reserved, committed, released, expired)
    for use in uses {
      guard let plan = use["plan"]?.stringValue, let window = QuotaWindow(json: use["window"]),
        let used = QuotaAmount(json: use["used"]), let reserved = QuotaAmount(json: use["reserved"])
      else { return nil }
      windows.append(WindowUse(plan: plan, window: window, used: used, reserved: reserved))
    }
    for member in outstanding.members {
      guard let count = member.value.intValue else { return nil }
      self.outstanding[member.key] = count
    }
  }
}
