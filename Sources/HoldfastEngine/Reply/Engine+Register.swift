import HoldfastModel
import HoldfastStores

extension Engine {
  /// Makes the claim's stream and starts its run; when somebody else was faster, theirs counts.
  ///
  /// When the stream log does not answer, the run that committed the claim goes on without one.
  func register(
    _ claim: Claim, agent: Agent, isRepeat: Bool, cursor: Cursor?, replacing replaced: Claim? = nil
  ) async throws -> ReplyHandle {
    // Read first: what is made must also begin.
    let opening = try await opening(of: claim, replacing: replaced)
    var registration = Registration(
      mayGoUnlogged: !isRepeat, budget: context.configuration.registrationBudget)
    var event = Registration.Event.claimed
    var made: StreamRecord?
    while true {
      switch registration.handle(event) {
      case .create:
        event = await answer {
          made = try await self.create(StreamHeader(of: claim), run: claim.run)
          return .created(isOurs: made != nil)
        }
        if case .failed(let code, _) = event {
          context.environment.observer.observe(.registrationFailed(code))
        }
      case .moveToUnlogged:
        event = await answer { .moved(try await self.moveToUnlogged(claim)) }
      case .wait(let duration):
        try await context.environment.clock.sleep(for: duration)
        event = .waited
      case .done(.run):
        if let made {
          return try await run(claim, in: made, opening: opening, agent: agent, isRepeat: isRepeat)
        }
        return try await handle(for: claim, isRepeat: true, cursor: cursor)
      case .done(.attach): return try await handle(for: claim, isRepeat: true, cursor: cursor)
      case .done(.runUnlogged):
        context.environment.observer.observe(.registrationGivenUp)
        return runUnlogged(claim, opening: opening, agent: agent)
      case .done(.unavailable(let code)): throw ChatError.storeUnavailable("\(code)", source: .streamLog)
      }
    }
  }

  /// Makes a call, and puts its failure in the machine's words.
  private func answer(
    _ call: () async throws -> Registration.Event
  ) async -> Registration.Event {
    do { return try await call() } catch {
      return .failed((error as? StoreError)?.code ?? .indeterminate, jitter: context.environment.jitter())
    }
  }

  /// Makes a stream; what is there under our run is ours, so an unknown outcome is resolved by making it again.
  ///
  /// - Returns: The stream; `nil` when somebody else made it.
  private func create(_ header: StreamHeader, run: RunID) async throws -> StreamRecord? {
    let creation = try await context.log.create(
      header, run: run, owner: node, lease: context.configuration.lease)
    switch creation {
    case .created(let record): return record
    case .exists(let record):
      return record.run == run && record.owner == node && record.epoch == 1 ? record : nil
    }
  }

  private func run(
    _ claim: Claim, in record: StreamRecord, opening: Opening, agent: Agent, isRepeat: Bool
  ) async throws -> ReplyHandle {
    let live = context.hub.open(
      record.stream, length: 0, epoch: record.epoch, windowBytes: context.configuration.hubWindowBytes)
    launch(record, live: live, opening: opening, agent: agent, superseding: claim.supersedes)
    // Beside the reply: nobody waits for the answer, which is nearly always that nothing has happened.
    begin { await self.heedClaim(claim) }
    return try await handle(for: claim, isRepeat: isRepeat, cursor: nil)
  }

  /// Ends the run of a claim to which something has happened before there was a stream that could have been told.
  private func heedClaim(_ claim: Claim) async {
    while let inbox = inbox(of: claim.stream) {
      do {
        let current = try await context.conversations[claim.principal].claim(
          of: claim.stream, in: claim.key.session)
        switch current?.state {
        // A stop came between the claim and the stream.
        case .ended: inbox.requestEnd(.stop)
        // The reconciler was faster, and what the provider says would be saved nowhere: a repeat begins anew.
        case .abandoned: inbox.requestEnd(.drain)
        case .claimed, .unlogged, .settled, nil: break
        }
        return
      } catch {
        do { try await context.environment.clock.sleep(for: context.configuration.watchInterval) } catch {
          return
        }
      }
    }
  }

  /// What the run begins with.
  ///
  /// - Parameter replaced: The claim in whose stead it is made: what its tools have done is not done again.
  func opening(of claim: Claim, replacing replaced: Claim? = nil) async throws -> Opening {
    guard claim.key.trigger == .continuation else { return Opening() }
    let earlier = try await storeCall {
      try await self.context.conversations[claim.principal].message(claim.reply, in: claim.key.session)
    }
    var ledger: [EffectEntry] = []
    if let replaced {
      ledger = try await storeCall { try await self.context.log.effects(of: replaced.stream) }
      if ledger.isEmpty {
        ledger = try await storeCall {
          try await self.context.conversations[claim.principal].effects(
            of: replaced.stream, in: claim.key.session)
        }
      }
    }
    return Opening(of: StreamHeader(of: claim), earlier: earlier?.message, ledger: ledger)
  }

  // MARK: Without a log

  private func moveToUnlogged(_ claim: Claim) async throws -> Bool {
    let until = context.environment.now() + context.configuration.unloggedDeadline
    return try await context.conversations[claim.principal].move(
      claim.stream, in: claim.key.session, from: claim.run, to: .unlogged(node: node, until: until))
  }

  private func runUnlogged(_ claim: Claim, opening: Opening, agent: Agent) -> ReplyHandle {
    let record = StreamRecord(
      header: StreamHeader(of: claim), run: claim.run, owner: node, epoch: 1,
      leaseUntil: context.environment.now())
    let live = LiveStream(
      stream: claim.stream, from: 0, windowBytes: context.configuration.unloggedWindowBytes)
    launch(
      record, live: live, isLogged: false, opening: opening, agent: agent, superseding: claim.supersedes)
    let reader = ReplyReader(
      stream: claim.stream, position: 0, live: live, isLogged: false, log: context.log,
      batchBytes: context.configuration.readBatchBytes, now: context.environment.now)
    return ReplyHandle(
      session: claim.key.session, stream: claim.stream, reply: claim.reply, isRepeat: false,
      content: .stream(reader))
  }
}

extension StreamHeader {
  /// The header of the stream that a claim promises.
  init(of claim: Claim) {
    self.init(
      stream: claim.stream, principal: claim.principal, claim: claim.key, reply: claim.reply,
      order: claim.order, segment: claim.segment, agent: claim.agent, dialect: claim.dialect,
      routeForm: claim.routeForm, createdAt: claim.createdAt, reservation: claim.reservation)
  }
}
