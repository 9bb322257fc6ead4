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

/// What a new claim is made of, beside what its request says.
struct NewClaim {
  /// What makes a repeat the same request.
  var key: ClaimKey
  /// The place of the reply.
  var place: Int64
  /// Which part of the reply it is.
  var segment = 0
  /// The id of the reply.
  var reply: MessageID
  /// The fingerprint of the content.
  var fingerprint: [UInt8]
  /// The user message that is stored one place before.
  var message: UIMessage?
  /// From where on the session is cut.
  var cut: (place: Int64, segment: Int)?
  /// What is written into earlier segments of the reply.
  var changes: [MessageSegment] = []
  /// The stream of the claim in whose stead it is made.
  var replaced: StreamID?
}

extension Claim {
  /// Whether the claim's own stream has cut it: it failed, and what it had cut came back.
  var isUndone: Bool { cutBy == stream }

  /// Whether its stream may still be there and grow.
  var isOpen: Bool { state == .claimed || state == .unlogged }

  /// Whether a later regeneration of the same reply would be the same request: it has come to no end of its own.
  var isPendingRegeneration: Bool {
    guard key.trigger == .regenerate else { return false }
    return switch state {
    case .claimed, .unlogged, .abandoned: true
    case .settled, .ended: false
    }
  }
}
