import HoldfastModel
import HoldfastStores

extension Engine {
  /// Starts a reply, or finds the one that the same request started before.
  ///
  /// Everything is decided and durable before this returns: the claim is committed, and the stream exists. What
  /// happens after that does not depend on the caller.
  ///
  /// - Throws: ``ChatError``; `CancellationError`, after which a repeat of the request finds what was done.
  public func start(_ request: StartRequest) async throws -> ReplyHandle {
    guard let agent = agents[request.agent] else {
      throw ChatError.notFound("there is no agent of this name", code: .agentNotFound)
    }
    if !agent.hasVision, request.turn.hasImage { throw ChatError.noVision(request.session) }
    try admit()
    await settleBeforeClaim(in: request.session, of: request.principal)
    var claimRequest = try await storeCall { try await self.claimRequest(for: request) }
    let aside = try await reserve(for: claimRequest, agent: agent, zone: request.timeZone)
    claimRequest.reservation = aside?.reservation
    let begun = context.environment.now()
    let outcome = try await storeCall { try await self.claim(claimRequest) }
    countRepeat(outcome)
    if case .claimed = outcome {} else { await giveBack(aside, of: request.principal) }
    var handle = try await handle(for: outcome, of: claimRequest, request, agent: agent, since: begun)
    handle.quota = handle.quota ?? aside?.standing
    return handle
  }

  /// The reply that an outcome of the claim stands for.
  private func handle(
    for outcome: ClaimOutcome, of claimRequest: ClaimRequest, _ request: StartRequest, agent: Agent,
    since begun: Timestamp
  ) async throws -> ReplyHandle {
    switch outcome {
    case .claimed(let claim):
      let after = context.environment.now().milliseconds - begun.milliseconds
      observe(.claimCommitted(after: .milliseconds(after)))
      return try await register(claim, agent: agent, isRepeat: false, cursor: nil)
    case .existing(let claim, let isLastTurn):
      let found = RepeatedClaim(claim: claim, isLastTurn: isLastTurn)
      return try await answer(
        found, to: claimRequest, agent: agent, cursor: request.cursor, zone: request.timeZone)
    case .active(let claim): return try await answer(active: claim, to: request)
    case let refusal: throw self.refusal(refusal, of: request)
    }
  }

  /// The error that an outcome without a claim stands for.
  private func refusal(_ outcome: ClaimOutcome, of request: StartRequest) -> ChatError {
    switch outcome {
    case .sessionForbidden: return .sessionForbidden(request.session)
    case .sessionDeleted: return .sessionDeleted(request.session)
    case .messageConflict:
      return .messageConflict(
        request.turn.message, in: request.session, suggesting: context.environment.ids.make())
    case .keyReused: return .idempotencyKeyReused(request.session)
    case .targetNotFound:
      if case .continuation = request.turn { return .nothingToContinue(request.session) }
      return .notFound("there is no message to regenerate")
    case .claimed, .existing, .active: return .internalError("a claim is no refusal")
    }
  }

  // MARK: Claiming

  private func claimRequest(for request: StartRequest) async throws -> ClaimRequest {
    let environment = context.environment
    var claim = ClaimRequest(
      session: request.session, principal: request.principal, turn: request.turn,
      fingerprint: request.turn.message.map { environment.fingerprint($0.fingerprintBytes) } ?? [],
      stream: environment.ids.make(), run: environment.ids.make(), reply: environment.ids.make(),
      agent: request.agent, dialect: request.dialect, routeForm: request.routeForm, now: environment.now(),
      idempotencyKey: request.idempotencyKey)
    if request.onActive != .supersede {
      claim.onActive = .yield(unless: try await endedStream(of: request.session, of: request.principal))
    }
    if case .continuation(let reply, _) = request.turn,
      let earlier = try await context.conversations[request.principal].claim(
        about: reply, in: request.session)
    {
      // A message is written in one dialect from its beginning to its end.
      (claim.dialect, claim.routeForm) = (earlier.dialect, earlier.routeForm)
    }
    return claim
  }

  /// The stream that the session's pointer names, when the log says that it has ended.
  private func endedStream(of session: SessionID, of principal: Principal) async throws -> StreamID? {
    let session = try await context.conversations[principal].session(session)
    guard let stream = session?.activeStream else { return nil }
    do {
      return try await context.log.record(of: stream)?.state == nil ? nil : stream
    } catch is StoreError {
      // What is not known to have ended is active.
      return nil
    }
  }

  /// Claims, and resolves an unknown outcome by claiming again: the second call finds what the first one did.
  func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    let store = context.conversations[request.principal]
    do { return try await store.claim(request) } catch let error as StoreError
      where error.code == .indeterminate
    {
      observe(.unknownOutcome(.claim))
      let outcome = try await store.claim(request)
      switch outcome {
      case .existing(let claim, _) where claim.run == request.run,
        .active(let claim) where claim.run == request.run:
        return .claimed(claim)
      default: return outcome
      }
    }
  }

  // MARK: Another reply

  /// Answers a request that yields to the reply that is running.
  private func answer(active claim: Claim, to request: StartRequest) async throws -> ReplyHandle {
    guard request.onActive == .attach else {
      throw ChatError.streamActive(claim.stream, in: request.session)
    }
    guard claim.state != .unlogged, try await waitForStream(of: claim),
      let record = try await record(of: claim.stream)
    else { throw ChatError.resumeUnavailable("the running reply has no stream yet") }
    var handle = try await handle(for: claim, isRepeat: false, cursor: nil)
    handle.isAccepted = false
    (handle.resent, handle.dialect) = (try await earlierChunks(of: record), record.header.dialect)
    return handle
  }
}
