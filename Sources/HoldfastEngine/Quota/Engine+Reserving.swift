import HoldfastModel
import HoldfastStores
import Logging

extension Engine {
  /// Sets quota aside for a reply, where its agent has a plan, in the principal's own transaction and before the claim.
  ///
  /// Idempotent by what is asked for: a repeat of the request finds the same reservation. One that no claim comes to name
  /// expires; it is never released here, for another request may be the one that claims with it.
  ///
  /// - Parameter replaced: The claim in whose stead the reply is made (Retry).
  /// - Returns: What is set aside; `nil` where nothing is counted.
  /// - Throws: ``ChatError`` 403 when a limit is reached, 429 when too many replies run.
  func reserve(
    for request: ClaimRequest, agent: Agent, zone: String?, replacing replaced: Claim? = nil
  ) async throws -> SetAside? {
    guard let plan = quota.plan(of: agent) else { return nil }
    let store = context.conversations[request.principal]
    var id = try await reservationID(for: request, replacing: replaced)
    for isSecond in [false, true] {
      let limits = quota.limits(of: plan, at: request.now, in: zone)
      let wish = QuotaRequest(
        id: id, principal: request.principal, session: request.session, plan: plan.name,
        amount: QuotaAmount(
          messages: request.turn.isContinuation ? 0 : 1,
          tokens: agent.maximumOutputTokens ?? plan.reserveTokens),
        limits: limits, concurrency: plan.concurrency,
        replaces: replaced?.reservation, now: request.now,
        expiresAt: request.now + context.configuration.reservationTime)
      let outcome = try await storeCall { try await self.ask(for: wish, in: store) }
      switch outcome {
      case .granted(let reservation, let account):
        observe(.quotaReserved)
        let standing = QuotaStanding(of: plan, limits: limits, in: account)
        return SetAside(reservation: reservation.id, isOwn: isSecond, standing: standing)
      case .existing(let reservation, let account):
        let aside = SetAside(
          reservation: reservation.id, isOwn: false,
          standing: QuotaStanding(of: plan, limits: limits, in: account))
        // One that came to its end is a repeat's, whose claim names it; else it ran out before anybody claimed with it.
        if isSecond || reservation.state == .outstanding { return aside }
        let claim = try await storeCall {
          try await store.claim(reserving: reservation.id, in: request.session)
        }
        // Where that claim was cut by another turn, or has undone itself, the same words mean another reply.
        if let claim, claim.cutBy == nil { return aside }
        id = named(reservation.id.rawValue + "\n" + request.stream.rawValue)
      case .exceeded(let limit, let used, let reserved):
        observe(.quotaRefused)
        throw ChatError.usageLimitExceeded(limit, used: used, reserved: reserved, in: request.session)
      case .tooMany(let outstanding):
        observe(.quotaRefused)
        throw ChatError.concurrencyLimitExceeded(outstanding, in: request.session)
      }
    }
    return nil
  }

  /// Gives back what was set aside for a request that made no claim, where nobody else can have claimed with it.
  func giveBack(_ aside: SetAside?, of principal: Principal) async {
    guard let aside, aside.isOwn else { return }
    do {
      try await QuotaSettling(context: context).end(aside.reservation, of: principal, as: .released)
    } catch {
      context.logger.info("a reservation is left to expire", metadata: ["error": "\(error)"])
    }
  }

  /// Reserves, and resolves an unknown outcome by asking again: the name makes it the same wish.
  private func ask(
    for wish: QuotaRequest, in store: any ConversationStore
  ) async throws -> QuotaOutcome {
    do { return try await store.reserve(wish) } catch let error as StoreError
      where error.code == .indeterminate
    {
      observe(.unknownOutcome(.reserve))
      return try await store.reserve(wish)
    }
  }

  /// The name of what is set aside for a request: the same for its repeats, another one for everything else.
  private func reservationID(
    for request: ClaimRequest, replacing replaced: Claim?
  ) async throws -> ReservationID {
    var words = [request.principal.text, request.session.rawValue]
    switch request.turn {
    case .submit(let message): words += ["submit", message.id.rawValue]
    case .edit(let message): words += ["submit", message.id.rawValue]
    case .continuation(let reply, let answers):
      words += ["continuation", reply.rawValue] + answers.map(\.toolCallID)
    case .regenerate(let target, let after):
      let last = try await storeCall {
        try await self.context.conversations[request.principal].lastClaim(in: request.session)
      }
      // One that is under way is what a repeat means; after it, the same words mean another reply.
      if let last, last.isOpen, last.key.trigger == .regenerate, let reservation = last.reservation {
        return reservation
      }
      words += ["regenerate", target?.rawValue ?? "", after?.rawValue ?? "", last?.stream.rawValue ?? ""]
    }
    words.append(Base64URL.encode(request.fingerprint))
    if let replaced { words.append(replaced.stream.rawValue) }
    return named(words.joined(separator: "\n"))
  }

  private func named(_ text: String) -> ReservationID {
    ReservationID(
      rawValue: Base64URL.encode(Array(context.environment.fingerprint(Array(text.utf8)).prefix(18))))
  }
}

/// What is set aside for a request.
struct SetAside: Sendable {
  /// Its name.
  var reservation: ReservationID
  /// Whether its name is this request's alone, so that no other request can claim with it.
  var isOwn: Bool
  /// Where the principal stands with it.
  var standing: QuotaStanding
}

extension Turn {
  fileprivate var isContinuation: Bool {
    if case .continuation = self { true } else { false }
  }
}
