import HoldfastModel
import HoldfastStores

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
