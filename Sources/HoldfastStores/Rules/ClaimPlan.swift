import HoldfastModel

/// What a request for a claim comes to, before anything is written.
enum ClaimPlan {
  /// The answer is this, and nothing is written.
  case refused(ClaimOutcome)
  /// The request was claimed before.
  case found(Claim)
  /// A claim is to be made.
  case new(NewClaim)
}

extension Claim {
  /// Whether the claim's own stream has cut it: it failed, and what it had cut came back.
  package var isUndone: Bool { cutBy == stream }

  /// Whether its stream may still be there and grow.
  package var isOpen: Bool { state == .claimed || state == .unlogged }

  /// Whether a later regeneration of the same reply would be the same request: it has come to no end of its own.
  var isPendingRegeneration: Bool {
    guard key.trigger == .regenerate else { return false }
    return switch state {
    case .claimed, .unlogged, .abandoned: true
    case .settled, .ended: false
    }
  }
}
