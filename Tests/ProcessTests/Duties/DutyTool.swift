import HoldfastModel

/// A tool of the tests: what it does to the world outside, and whether it can tell what became of a call.
struct DutyTool: Sendable, Hashable {
  var effect: ToolEffect
  var tells: Bool

  /// All of them.
  static let all = ToolEffect.allCases.flatMap { effect in
    [true, false].map { DutyTool(effect: effect, tells: $0) }
  }

  /// What it is called; no name is a part of another.
  var name: String {
    let verb =
      switch effect {
      case .none: "look"
      case .reversible: "book"
      case .residue: "mail"
      case .irreversible: "send"
      }
    return verb + (tells ? "_telling" : "_silent")
  }

  /// The state that a call comes to, when nothing but the tool goes wrong.
  func state(after conduct: ToolConduct) -> String {
    switch conduct.doing {
    case .ok, .twice, .wait: return "confirmed"
    case .fail: return "failed"
    case .lose, .hang:
      if tells { return "confirmed" }
      if effect == .none { return "failed" }
      return effect.isReversible && conduct.undoing != .refuse ? "compensated" : "manual_review"
    }
  }
}
