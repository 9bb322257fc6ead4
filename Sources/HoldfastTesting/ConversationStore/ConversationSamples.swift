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
    trigger: ClaimKey.Trigger = .submit, target: String = "", attempt: Int = 1, at second: Int? = nil
  ) -> ClaimRequest {
    let id = MessageID("message-\(number)")
    let name = "\(session.rawValue.filter { $0.isLetter || $0.isNumber })t\(number)a\(attempt)"
    let message = UIMessage(id: id, role: .user, parts: [.text(text ?? "Question \(number)")])
    return ClaimRequest(
      key: ClaimKey(session: session, message: id, trigger: trigger, target: target), principal: principal,
      message: message, fingerprint: message.sampleFingerprint, stream: StreamID("stream" + name),
      run: RunID("run" + name), reply: MessageID("reply-" + name), agent: "default", dialect: .v5,
      routeForm: .chat, now: .second(second ?? number))
  }

  /// The request with something changed.
  func with(_ change: (inout ClaimRequest) -> Void) -> ClaimRequest {
    var copy = self
    change(&copy)
    return copy
  }

  /// The request for another message, with its key and fingerprint.
  func asking(_ message: UIMessage) -> ClaimRequest {
    with { request in
      request.message = message
      request.key.message = message.id
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
    Settlement(key: key, stream: stream, message: message, now: .second(second))
  }

  /// What saves a reply of some text.
  func settlement(_ text: String = "Answer", at second: Int = 100) -> Settlement {
    settlement(of: reply(text, at: second), at: second)
  }
}

/// What a case can see of a session: for comparing before and after a call that must write nothing.
struct SessionSnapshot: Equatable {
  var record: SessionRecord?
  var messages: [StoredMessage]
  var lastClaim: Claim?
}

extension ConversationStore {
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

  /// What can be seen of a session.
  func snapshot(_ id: SessionID = .first) async throws -> SessionSnapshot {
    SessionSnapshot(
      record: try await session(id), messages: try await allMessages(in: id),
      lastClaim: try await lastClaim(in: id))
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
