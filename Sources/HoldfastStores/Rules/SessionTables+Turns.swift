import HoldfastModel

extension SessionTables {
  /// What a user message comes to, new or in place of a stored one.
  func submission(
    of message: UIMessage, isEdit: Bool, for request: ClaimRequest, in head: SessionHead?
  ) throws(Failure) -> ClaimPlan {
    guard try newestClaim(making: message.id) == nil else { return .refused(.messageConflict) }
    var new = NewClaim(
      key: ClaimKey(session: request.session, message: message.id), place: (head?.lastPlace ?? 0) + 2,
      reply: request.reply, fingerprint: request.fingerprint, message: message)
    guard let stored = try liveSegments(of: message.id).first else {
      // The id may be that of a message that was cut: one turn has one reply, also when it is said again.
      guard let claim = try newestClaim(submitting: message.id) else { return .new(new) }
      return claim.fingerprint == request.fingerprint ? .found(claim) : .refused(.messageConflict)
    }
    new.place = stored.message.order + 1
    guard try claim(of: stored.storedBy)?.fingerprint != request.fingerprint else {
      if let claim = try liveClaim(at: new.place) { return .found(claim) }
      new.message = nil
      return .new(new)
    }
    guard isEdit else { return .refused(.messageConflict) }
    new.cut = (stored.message.order, 0)
    return .new(new)
  }

  /// What asking for another reply comes to.
  func regeneration(
    of target: MessageID?, after: MessageID?, for request: ClaimRequest
  ) throws(Failure) -> ClaimPlan {
    // Only here a repeat from the same node may not be known by what it asks for.
    if let claim = try claim(of: request.stream) { return .found(claim) }
    if let target {
      if let claim = try liveClaim(making: target) { return try regeneration(at: claim.order, for: request) }
      if let claim = try newestClaim(making: target), !claim.isUndone,
        let successor = try liveClaim(at: claim.order)
      {
        return .found(successor)
      }
    }
    guard let place = try placeToRegenerate(target, after: after) else { return .refused(.targetNotFound) }
    if let claim = try liveClaim(at: place), claim.isPendingRegeneration,
      try lastClaim()?.stream == claim.stream
    {
      return .found(claim)
    }
    return try regeneration(at: place, for: request)
  }

  /// The place of the reply that is meant, where no live reply is named.
  private func placeToRegenerate(_ target: MessageID?, after: MessageID?) throws(Failure) -> Int64? {
    guard let target else {
      guard let last = try lastMessage(isUsers: true) else { return nil }
      return last.place + 1
    }
    if let claim = try newestClaim(making: target), claim.isUndone, try message(at: claim.order - 1) != nil {
      return claim.order
    }
    if let place = try placeAfter(target) { return place }
    guard let after else { return nil }
    return try placeAfter(after)
  }

  /// The place of the reply to a live user message.
  private func placeAfter(_ message: MessageID) throws(Failure) -> Int64? {
    guard let stored = try liveSegments(of: message).first?.message, stored.message.role != .assistant
    else { return nil }
    return stored.order + 1
  }

  private func regeneration(at place: Int64, for request: ClaimRequest) throws(Failure) -> ClaimPlan {
    guard let message = try message(at: place - 1) else { return .refused(.targetNotFound) }
    let target = try liveClaim(at: place)?.reply ?? message
    let key = ClaimKey(
      session: request.session, message: message, trigger: .regenerate, target: target.rawValue)
    return .new(
      NewClaim(
        key: key, place: place, reply: request.reply, fingerprint: request.fingerprint, cut: (place, 0)))
  }

  /// What answers to the open tool calls of a reply come to.
  func continuation(
    of reply: MessageID, _ answers: [ToolAnswer], for request: ClaimRequest
  ) throws(Failure) -> ClaimPlan {
    guard let claim = try newestClaim(making: reply) else { return .refused(.targetNotFound) }
    guard let live = try liveClaim(making: reply) else { return .found(claim) }
    guard try lastMessage(isUsers: false)?.message == reply else { return .found(live) }
    let result = ToolAnswers.apply(answers, to: try liveSegments(of: reply))
    guard !result.answered.isEmpty else { return .found(live) }
    let key = ClaimKey(
      session: request.session, message: reply, trigger: .continuation, target: result.target)
    return .new(
      NewClaim(
        key: key, place: live.order, segment: try highestSegment(of: reply) + 1, reply: reply,
        fingerprint: request.fingerprint, changes: result.changed))
  }

  /// The claim that a repeat makes in place of one whose stream ended without success; `nil` when it makes none.
  func retry(of claim: Claim, for request: ClaimRequest, isLastTurn: Bool) -> NewClaim? {
    guard claim.cutBy == nil, request.replaces == claim.stream, isLastTurn || request.turn.isEdit
    else { return nil }
    let isContinuation = claim.key.trigger == .continuation
    return NewClaim(
      key: claim.key, place: claim.order, segment: claim.segment,
      reply: isContinuation ? claim.reply : request.reply, fingerprint: claim.fingerprint,
      cut: (claim.order, claim.segment), replaced: claim.stream)
  }
}

extension Turn {
  fileprivate var isEdit: Bool {
    if case .edit = self { true } else { false }
  }
}
