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
    try admit()
    let claim = try await storeCall { try await self.claim(request) }
    switch claim {
    case .sessionForbidden: throw ChatError.sessionForbidden(request.session)
    case .messageConflict: throw messageConflict(request)
    case .claimed(let claim): return try await register(claim, agent: agent, isRepeat: false, cursor: nil)
    case .existing(let claim, _): return try await attach(to: claim, agent: agent, request: request)
    }
  }

  private func messageConflict(_ request: StartRequest) -> ChatError {
    ChatError(
      .invalidRequest, status: 409, code: .messageIDConflict, category: .request, source: .guard,
      detail: "the message id is taken by another message of this session",
      message: "This message was already sent with other content. Please send it again."
    ).with { metadata in
      metadata.sessionID = request.session
      metadata.messageID = request.message.id
      metadata.suggestedID = context.environment.ids.make()
    }
  }

  /// Claims, and resolves an unknown outcome by claiming again: the second call finds what the first one did.
  private func claim(_ request: StartRequest) async throws -> ClaimOutcome {
    let ids = context.environment.ids
    let claimRequest = ClaimRequest(
      key: ClaimKey(session: request.session, message: request.message.id), principal: request.principal,
      message: request.message,
      fingerprint: context.environment.fingerprint(request.message.fingerprintBytes),
      stream: ids.make(), run: ids.make(), reply: ids.make(), agent: request.agent, dialect: request.dialect,
      routeForm: request.routeForm, now: context.environment.now())
    do { return try await context.conversations.claim(claimRequest) } catch let error as StoreError
      where error.code == .indeterminate
    {
      let outcome = try await context.conversations.claim(claimRequest)
      if case .existing(let claim, _) = outcome, claim.run == claimRequest.run { return .claimed(claim) }
      return outcome
    }
  }

  /// Answers a repeat from the claim that it repeats.
  private func attach(to claim: Claim, agent: Agent, request: StartRequest) async throws -> ReplyHandle {
    let cursor = request.cursor
    switch claim.state {
    case .ended:
      return ReplyHandle(
        session: claim.key.session, stream: claim.stream, reply: claim.reply, isRepeat: true,
        content: .stoppedBeforeStart)
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
      try await self.context.conversations.move(claim.key, from: claim.run, to: .run(run))
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
