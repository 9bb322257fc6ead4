import HoldfastModel
import HoldfastStores

extension ClaimRequest {
  /// The request of one turn of a sample conversation.
  ///
  /// - Parameters:
  ///   - number: Which turn; it names message, stream, run and reply, and gives the time in seconds.
  ///   - attempt: Gives stream, run and reply other names, as a repeat from another node has.
  static func turn(
    _ number: Int, in session: SessionID = .first, by principal: Principal = .ada, text: String? = nil,
    attempt: Int = 1, at second: Int? = nil
  ) -> ClaimRequest {
    let message = UIMessage(
      id: MessageID("message-\(number)"), role: .user, parts: [.text(text ?? "Question \(number)")])
    return ClaimRequest(
      "t\(number)a\(attempt)", .submit(message), in: session, by: principal, at: second ?? number)
  }

  /// The edit of the message of a turn.
  static func edit(
    _ number: Int, in session: SessionID = .first, text: String? = nil, attempt: Int = 1,
    at second: Int? = nil
  ) -> ClaimRequest {
    let message = turn(number, text: text).message
    return ClaimRequest("e\(number)a\(attempt)", .edit(message), in: session, at: second ?? number)
  }

  /// Asks for another reply, in place of the last one when none is named.
  static func regenerate(
    _ name: String, target: MessageID? = nil, after: MessageID? = nil, at second: Int = 50
  ) -> ClaimRequest {
    ClaimRequest(name, .regenerate(target: target, after: after), at: second)
  }

  /// Answers tool calls of a reply.
  static func continuation(
    _ name: String, of reply: MessageID, _ answers: [ToolAnswer], at second: Int = 60
  ) -> ClaimRequest {
    ClaimRequest(name, .continuation(of: reply, answers: answers), at: second)
  }

  private init(
    _ name: String, _ turn: Turn, in session: SessionID = .first, by principal: Principal = .ada,
    at second: Int
  ) {
    let name = (session.rawValue + name).filter { $0.isLetter || $0.isNumber }
    self.init(
      session: session, principal: principal, turn: turn, stream: StreamID("stream" + name),
      run: RunID("run" + name), reply: MessageID("reply-" + name), agent: "default", dialect: .v5,
      routeForm: .chat, now: .second(second))
    fingerprint = hasMessage ? message.sampleFingerprint : []
  }

  private var hasMessage: Bool {
    switch turn {
    case .submit, .edit: true
    case .regenerate, .continuation: false
    }
  }

  /// The user message of a submit or an edit; of another turn one that says nothing.
  var message: UIMessage {
    get {
      switch turn {
      case .submit(let message), .edit(let message): message
      case .regenerate, .continuation: UIMessage(id: MessageID(""), role: .user, parts: [])
      }
    }
    set {
      switch turn {
      case .submit: turn = .submit(newValue)
      case .edit: turn = .edit(newValue)
      case .regenerate, .continuation: break
      }
    }
  }

  /// The key of the claim for a submit or an edit.
  var key: ClaimKey { ClaimKey(session: session, message: message.id) }

  /// The request with something changed.
  func with(_ change: (inout ClaimRequest) -> Void) -> ClaimRequest {
    var copy = self
    change(&copy)
    return copy
  }

  /// The request, made anew, in place of a claim whose stream ended without success.
  func retry(of claim: Claim, _ name: String) -> ClaimRequest {
    with { request in
      request.replaces = claim.stream
      request.stream = StreamID("stream" + name)
      request.run = RunID("run" + name)
      request.reply = MessageID("reply-" + name)
    }
  }

  /// The request for another message, with its fingerprint.
  func asking(_ message: UIMessage) -> ClaimRequest {
    with { request in
      request.message = message
      request.fingerprint = message.sampleFingerprint
    }
  }
}

extension UIMessage {
  /// 32 bytes that differ for messages that differ: enough for a store, which only compares them.
  var sampleFingerprint: [UInt8] {
    var lanes: [UInt64] = [1, 2, 3, 4].map { 0xCBF2_9CE4_8422_2325 &+ $0 }
    for byte in fingerprintBytes {
      for lane in lanes.indices { lanes[lane] = (lanes[lane] ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return lanes.flatMap { lane in
      stride(from: 0, to: 64, by: 8).map { UInt8(truncatingIfNeeded: lane >> $0) }
    }
  }
}

extension Claim {
  /// The reply that the claim promises.
  func reply(_ text: String = "Answer", at second: Int = 100) -> StoredMessage {
    StoredMessage(
      message: UIMessage(id: reply, role: .assistant, parts: [.text(text)]), order: order, stream: stream,
      model: "model-1", usage: Usage(inputTokens: 3, outputTokens: 5), createdAt: .second(second))
  }

  /// What saves that reply.
  func settlement(of message: StoredMessage?, at second: Int = 100) -> Settlement {
    Settlement(session: key.session, stream: stream, message: message, now: .second(second))
  }

  /// What saves a reply of some text.
  func settlement(_ text: String = "Answer", at second: Int = 100) -> Settlement {
    settlement(of: reply(text, at: second), at: second)
  }
}

extension Claim {
  /// The claim after its reply was saved.
  var settled: Claim { with { $0.state = .settled } }

  /// The claim after another has cut it.
  func cut(by other: Claim) -> Claim { with { $0.cutBy = other.stream } }

  /// The claim with something changed.
  func with(_ change: (inout Claim) -> Void) -> Claim {
    var copy = self
    change(&copy)
    return copy
  }
}

extension Settlement {
  /// The settlement of a stream that failed.
  var failed: Settlement {
    var copy = self
    copy.isFailed = true
    return copy
  }
}

extension ClaimMove {
  /// The move of a run that goes on without a stream.
  static let toUnlogged = ClaimMove.unlogged(node: .one, until: .second(1000))
}

extension IdempotencyKey {
  /// A key for a request that is told by a byte.
  static func sample(_ name: String = "key-1", body: UInt8 = 1) -> IdempotencyKey {
    IdempotencyKey(name: name, fingerprint: Array(repeating: body, count: 32))
  }
}

/// What a case can see of a session: for comparing before and after a call that must write nothing.
struct SessionSnapshot: Equatable {
  var record: SessionRecord?
  var messages: [StoredMessage]
  var lastClaim: Claim?
  var openClaims: [Claim] = []
}

extension ConversationStore {
  /// Moves a claim, from the run that it names.
  func move(_ claim: Claim, from run: RunID? = nil, to move: ClaimMove) async throws -> Bool {
    try await self.move(claim.stream, in: claim.key.session, from: run ?? claim.run, to: move)
  }

  /// Makes a claim that must be new.
  func claimNew(
    _ request: ClaimRequest, fileID: String = #fileID, line: Int = #line
  ) async throws -> Claim {
    let outcome = try await claim(request)
    guard case .claimed(let claim) = outcome else {
      throw ContractViolation("a new claim: got \(outcome)", fileID: fileID, line: line)
    }
    return claim
  }

  /// Makes a claim that must be found.
  func claimExisting(
    _ request: ClaimRequest, fileID: String = #fileID, line: Int = #line
  ) async throws -> (claim: Claim, isLastTurn: Bool) {
    let outcome = try await claim(request)
    guard case .existing(let claim, let isLastTurn) = outcome else {
      throw ContractViolation("a repeated claim: got \(outcome)", fileID: fileID, line: line)
    }
    return (claim, isLastTurn)
  }

  /// Makes a claim and saves its reply.
  func claimAndSettle(
    _ request: ClaimRequest, text: String = "Answer", at second: Int = 100, fileID: String = #fileID,
    line: Int = #line
  ) async throws -> Claim {
    let claim = try await claimNew(request, fileID: fileID, line: line)
    let outcome = try await settle(claim.settlement(text, at: second))
    try expectEqual(outcome, .settled, "the first settlement", fileID: fileID, line: line)
    return claim
  }

  /// All messages of a session.
  func allMessages(in session: SessionID = .first) async throws -> [StoredMessage] {
    try await messages(in: session, after: 0, limit: 1000)
  }

  /// The texts of all messages of a session.
  func texts(in session: SessionID = .first) async throws -> [String] {
    try await allMessages(in: session).map(\.message.text)
  }

  /// What can be seen of a session.
  func snapshot(_ id: SessionID = .first) async throws -> SessionSnapshot {
    SessionSnapshot(
      record: try await session(id), messages: try await allMessages(in: id),
      lastClaim: try await lastClaim(in: id),
      openClaims: try await openClaims(createdBefore: .never, after: nil, limit: 1000)
        .filter { $0.key.session == id })
  }

  /// Requires that a call leaves what can be seen of a session as it was.
  func expectUnchanged(
    _ what: String, in id: SessionID = .first, fileID: String = #fileID, line: Int = #line,
    _ call: () async throws -> Void
  ) async throws {
    let before = try await snapshot(id)
    try await call()
    let after = try await snapshot(id)
    try expectEqual(after, before, "the session after \(what)", fileID: fileID, line: line)
  }
}
