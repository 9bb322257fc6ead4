#if Redis
  import HoldfastModel
  import HoldfastStores

  extension Principal {
    static let visitor = Principal.anonymous("visitor")
  }

  extension SessionID {
    static let talk = SessionID(rawValue: "talk")
  }

  extension Timestamp {
    static func second(_ number: Int) -> Timestamp {
      Timestamp(milliseconds: 1_700_000_000_000 + Int64(number) * 1000)
    }
    static let never = Timestamp(milliseconds: .max)
  }

  extension ClaimRequest {
    /// The request of one turn of a visitor's conversation.
    static func turn(_ number: Int, in session: SessionID = .talk, key: String? = nil) -> ClaimRequest {
      let text = "Question \(number)"
      let message = UIMessage(
        id: MessageID(rawValue: "message-\(number)"), role: .user, parts: [.text(text)])
      return ClaimRequest(
        session: session, principal: .visitor, turn: .submit(message), fingerprint: Array(text.utf8),
        stream: StreamID(rawValue: "stream\(number)"), run: RunID(rawValue: "run\(number)"),
        reply: MessageID(rawValue: "reply-\(number)"), agent: "default", dialect: .v6, routeForm: .chat,
        now: .second(number),
        idempotencyKey: key.map { IdempotencyKey(name: $0, fingerprint: Array(text.utf8)) })
    }
  }

  extension Claim {
    /// What saves the reply.
    var settlement: Settlement {
      let message = UIMessage(id: reply, role: .assistant, parts: [.text("Answer to \(key.message)")])
      return Settlement(
        session: key.session, stream: stream,
        message: StoredMessage(message: message, order: order, stream: stream, createdAt: createdAt),
        now: createdAt)
    }
  }

  extension ConversationStore {
    /// Makes a claim; `nil` when it is not new.
    func claimNew(_ request: ClaimRequest) async throws -> Claim? {
      if case .claimed(let claim) = try await claim(request) { claim } else { nil }
    }

    /// The texts of all messages of a conversation.
    func texts(in session: SessionID = .talk) async throws -> [String] {
      try await messages(in: session, after: 0, limit: 1000).map(\.message.text)
    }
  }
#endif
