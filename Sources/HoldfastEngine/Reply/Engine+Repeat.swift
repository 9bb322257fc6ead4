import HoldfastModel
import HoldfastStores

extension Engine {
  /// Answers a request from the claim that was made for it before: its stream, or a new one in its place (Retry).
  func answer(
    _ found: RepeatedClaim, to request: ClaimRequest, agent: Agent, cursor: Cursor?, zone: String?
  ) async throws -> ReplyHandle {
    let claim = found.claim
    let state = try await terminalState(of: claim)
    if found.answer(to: request.turn, state: state) == .stream {
      do {
        let handle = try await attach(to: claim, agent: agent, cursor: cursor)
        observe(.repeatAnswered(state == nil ? .attached : .replayed))
        return handle
      } catch let error as ChatError where error.code == .streamGone || claim.state == .unlogged {
        observe(.repeatAnswered(.gone))
        throw error
      }
    }
    observe(.repeatAnswered(.retried))
    var retry = request
    retry.replaces = claim.stream
    if retry.stream == claim.stream {
      // Of this very request, whose answer was lost until its reply had come to an end: the new one needs names of its own.
      let ids = context.environment.ids
      (retry.stream, retry.run, retry.reply) = (ids.make(), ids.make(), ids.make())
    }
    let aside = try await reserve(for: request, agent: agent, zone: zone, replacing: claim)
    retry.reservation = aside?.reservation
    let outcome = try await storeCall { try await self.claim(retry) }
    if case .claimed = outcome {} else { await giveBack(aside, of: request.principal) }
    switch outcome {
    case .claimed(let successor):
      var handle = try await register(
        successor, agent: agent, isRepeat: false, cursor: nil, replacing: claim)
      handle.quota = aside?.standing
      return handle
    case .existing(let claim, _):
      // Another Retry was faster, or a newer message: what is there now counts.
      return try await attach(to: claim, agent: agent, cursor: cursor)
    case .active(let claim): throw ChatError.streamActive(claim.stream, in: request.session)
    case .sessionForbidden: throw ChatError.sessionForbidden(request.session)
    case .sessionDeleted: throw ChatError.sessionDeleted(request.session)
    case .messageConflict, .targetNotFound, .keyReused:
      throw ChatError.resumeUnavailable("the claim changed meanwhile")
    }
  }

  /// How the reply of a claim ended; `nil` while it runs, or is about to.
  private func terminalState(of claim: Claim) async throws -> TerminalState? {
    switch claim.state {
    case .ended: return .stopped
    case .abandoned, .unlogged: return nil
    case .claimed, .settled: return try await record(of: claim.stream)?.state
    }
  }

  /// Answers with the stream of a claim that was made before.
  private func attach(to claim: Claim, agent: Agent, cursor: Cursor?) async throws -> ReplyHandle {
    switch claim.state {
    case .ended:
      return ReplyHandle(
        session: claim.key.session, stream: claim.stream, reply: claim.reply, isRepeat: true,
        content: .stoppedBeforeStart)
    case .abandoned: throw ChatError.streamGone(session: claim.key.session, stream: claim.stream)
    case .unlogged: throw ChatError.resumeUnavailable("the reply goes on without a stream")
    case .settled:
      guard try await record(of: claim.stream) != nil else {
        throw ChatError.streamGone(session: claim.key.session, stream: claim.stream)
      }
      return try await handle(for: claim, isRepeat: true, cursor: cursor)
    case .claimed: break
    }
    if try await waitForStream(of: claim) {
      return try await handle(for: claim, isRepeat: true, cursor: cursor)
    }
    // Whoever claimed it has not made the stream: take the making on ourselves, if nobody else does.
    let run: RunID = context.environment.ids.make()
    let isOurs = try await storeCall {
      try await self.context.conversations[claim.principal].move(
        claim.stream, in: claim.key.session, from: claim.run, to: .run(run))
    }
    guard isOurs else {
      // Another repeat was faster, or a stop.
      if try await waitForStream(of: claim) {
        return try await handle(for: claim, isRepeat: true, cursor: cursor)
      }
      throw ChatError.resumeUnavailable("the claim changed meanwhile")
    }
    var ours = claim
    ours.run = run
    return try await register(ours, agent: agent, isRepeat: true, cursor: nil)
  }

  /// Waits for a claim's stream to appear.
  func waitForStream(of claim: Claim) async throws -> Bool {
    let deadline = context.configuration.registrationWait
    let step = Duration.milliseconds(20)
    var waited = Duration.zero
    while true {
      if try await record(of: claim.stream) != nil { return true }
      if waited >= deadline { return false }
      try await context.environment.clock.sleep(for: step)
      waited += step
    }
  }

  func handle(for claim: Claim, isRepeat: Bool, cursor: Cursor?) async throws -> ReplyHandle {
    var position = 0
    if let cursor, cursor.stream == claim.stream {
      guard let record = try await record(of: claim.stream) else {
        throw ChatError.streamGone(session: claim.key.session, stream: claim.stream)
      }
      position = try await self.position(after: cursor, in: record)
    }
    return ReplyHandle(
      session: claim.key.session, stream: claim.stream, reply: claim.reply, isRepeat: isRepeat,
      content: .stream(try await reader(of: claim.stream, from: position)))
  }
}
