import HoldfastModel
import HoldfastSQLite
import HoldfastStores

extension StreamHeader {
  /// The header of a stream, whose other names follow from its own.
  static func sample(_ stream: String) -> StreamHeader {
    StreamHeader(
      stream: StreamID(rawValue: stream), principal: .user("ann"),
      claim: ClaimKey(
        session: SessionID(rawValue: "session-\(stream)"), message: MessageID(rawValue: "question")),
      reply: MessageID(rawValue: "reply-\(stream)"), order: 2, agent: "default", dialect: .v6,
      routeForm: .lightfast, createdAt: Timestamp(milliseconds: 1_700_000_000_000))
  }
}

extension StreamAppend {
  /// A write of frames with texts.
  static func sample(
    _ stream: String, epoch: Int = 1, first: Int, _ texts: [String], outcome: StreamOutcome? = nil,
    end: TerminalState? = nil
  ) -> StreamAppend {
    let frames = texts.enumerated().map { Frame.sample(first + $0.offset, $0.element) }
    return StreamAppend(
      stream: StreamID(rawValue: stream), epoch: epoch, first: first, frames: frames, outcome: outcome,
      end: end, lease: .seconds(10))
  }
}

extension Frame {
  /// A frame whose seal follows from its position.
  static func sample(_ position: Int, _ text: String) -> Frame {
    let bytes = (0..<Seal.byteCount).map { UInt8(truncatingIfNeeded: position &* 31 &+ $0) }
    return Frame(position: position, data: Array(text.utf8), seal: Seal(bytes: bytes) ?? .origin)
  }
}

extension SQLiteStreamLog {
  /// Makes a stream.
  func make(_ stream: String) async throws {
    _ = try await create(
      .sample(stream), run: RunID(rawValue: "run"), owner: NodeID(rawValue: "node"), lease: .seconds(10))
  }

  /// Takes one write.
  func write(_ write: StreamAppend) async throws -> StreamAcknowledgement {
    let results = await append([write])
    guard let result = results.first else { throw StoreError(.notFound, "there is no result") }
    return try result.get()
  }

  /// All frames of a stream, as texts.
  func texts(_ stream: String) async throws -> [String] {
    try await read(StreamID(rawValue: stream), from: 0, maximumBytes: .max)
      .map { String(decoding: $0.data, as: UTF8.self) }
  }
}

extension ClaimRequest {
  /// A request for a reply to a message with a text.
  static func sample(
    session: String = "session", message: String = "question", text: String = "How are you?",
    stream: String = "stream", principal: Principal = .user("ann")
  ) -> ClaimRequest {
    let message = UIMessage(id: MessageID(rawValue: message), role: .user, parts: [.text(text)])
    return ClaimRequest(
      session: SessionID(rawValue: session), principal: principal, turn: .submit(message),
      fingerprint: Array(text.utf8),
      stream: StreamID(rawValue: stream), run: RunID(rawValue: "run"),
      reply: MessageID(rawValue: "reply-\(stream)"), agent: "default", dialect: .v7, routeForm: .chat,
      now: Timestamp(milliseconds: 1_700_000_000_000))
  }
}

extension QuotaRequest {
  /// A wish for one message of a thousand a day, in a day that lasts.
  static func sample(_ name: String, plan: String = "free") -> QuotaRequest {
    let now = Timestamp(milliseconds: 1_700_000_000_000)
    let day = QuotaWindow(period: .day, start: now, end: now + .seconds(86_400))
    return QuotaRequest(
      id: ReservationID(rawValue: name), principal: .user("ann"), session: SessionID(rawValue: "session"),
      plan: plan, amount: QuotaAmount(messages: 1, tokens: 10),
      limits: [QuotaLimit(unit: .messages, window: day, limit: 1000)], now: now,
      expiresAt: now + .seconds(60))
  }
}

extension EffectEntry {
  /// A call that was executed, unless said otherwise.
  static func sample(_ number: Int, state: State = .confirmed) -> EffectEntry {
    EffectEntry(
      call: "call-\(number)", number: number, tool: "book", effect: .reversible, state: state,
      input: ["n": .number(JSONNumber(number))], changedAt: Timestamp(milliseconds: 1_700_000_000_000))
  }
}

extension ClaimRequest {
  /// The user message of a submit or an edit; of another turn one that says nothing.
  var message: UIMessage {
    get {
      switch turn {
      case .submit(let message), .edit(let message): message
      case .regenerate, .continuation: UIMessage(id: MessageID(rawValue: ""), role: .user, parts: [])
      }
    }
    set { turn = .submit(newValue) }
  }

  /// The key of the claim for a submit or an edit.
  var key: ClaimKey { ClaimKey(session: session, message: message.id) }
}

/// The code of the store's error that a call throws; `nil` for any other error or none.
func storeErrorCode(_ body: () async throws -> Void) async -> StoreError.Code? {
  do {
    try await body()
    return nil
  } catch {
    return (error as? StoreError)?.code
  }
}
