#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension ClaimRequest {
    /// A request for a reply to a message with a text.
    static func sample(
      session: String = "session", message: String = "question", text: String = "How are you?",
      stream: String = "stream", principal: Principal = .user("ann")
    ) -> ClaimRequest {
      let message = UIMessage(id: MessageID(rawValue: message), role: .user, parts: [.text(text)])
      return ClaimRequest(
        session: SessionID(rawValue: session), principal: principal, turn: .submit(message),
        fingerprint: Array("\(text.utf8.count)".utf8) + text.utf8.prefix(20),
        stream: StreamID(rawValue: stream),
        run: RunID(rawValue: "run"),
        reply: MessageID(rawValue: "reply-\(stream)"), agent: "default", dialect: .v7, routeForm: .chat,
        now: Timestamp(milliseconds: 1_700_000_000_000))
    }

    /// The user message of the submit.
    var message: UIMessage {
      get {
        if case .submit(let message) = turn { message } else { UIMessage(id: reply, role: .user, parts: []) }
      }
      set { turn = .submit(newValue) }
    }

    /// The key of its claim.
    var key: ClaimKey { ClaimKey(session: session, message: message.id) }

    /// The settlement of its claim.
    func settlement(_ text: String = "Fine.", order: Int64 = 2) -> Settlement {
      let message = UIMessage(id: reply, role: .assistant, parts: [.text(text)])
      return Settlement(
        session: session, stream: stream,
        message: StoredMessage(message: message, order: order, stream: stream, createdAt: now), now: now)
    }
  }

  extension ClaimOutcome {
    /// The claim, if it is new.
    var claimed: Claim? { if case .claimed(let claim) = self { claim } else { nil } }
  }

  extension QuotaRequest {
    /// A wish for one message and 100 tokens, of which `limit` messages a day are allowed.
    static func sample(
      _ id: String, limit: Int = 50, of principal: Principal = .user("ann")
    ) -> QuotaRequest {
      let now = Timestamp(milliseconds: 1_700_000_000_000)
      let day = QuotaWindow(
        period: .day, start: Timestamp(milliseconds: 1_699_920_000_000),
        end: Timestamp(milliseconds: 1_700_006_400_000))
      return QuotaRequest(
        id: ReservationID(rawValue: id), principal: principal, session: SessionID(rawValue: "session"),
        plan: "free", amount: QuotaAmount(messages: 1, tokens: 100),
        limits: [QuotaLimit(unit: .messages, window: day, limit: limit)], now: now,
        expiresAt: Timestamp(milliseconds: now.milliseconds + 60_000))
    }
  }

  extension QuotaOutcome {
    /// The reservation, if it is new.
    var granted: QuotaReservation? {
      if case .granted(let reservation, _) = self { reservation } else { nil }
    }
  }

  /// The error of the store that a call throws; `nil` for any other error or none.
  func storeError(_ body: () async throws -> Void) async -> StoreError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? StoreError
    }
  }
#endif
