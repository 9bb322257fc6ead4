import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What is no error, and what a cancellation may do.
  static let errorCases = [
    proves(.errors, "what is not there is a result, not an error") { store in
      let key = ClaimRequest.turn(1).key
      let settlement = Settlement(session: .first, stream: StreamID("none"), message: nil, now: .second(1))
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
      try expectEqual(await store.claim(for: key), nil, "a claim by key")
      try expectEqual(await store.claim(of: StreamID("none"), in: .first), nil, "a claim by stream")
      try expectEqual(await store.claim(about: MessageID("none"), in: .first), nil, "a claim by message")
      try expectEqual(
        await store.move(StreamID("none"), in: .first, from: RunID("none"), to: .ended), false, "a move")
      try expectEqual(await store.settle(settlement), .sessionGone, "a settlement")
      try expectEqual(await store.deleteSession(.first, of: .ada, now: .second(60)), nil, "a deletion")
      try await store.clearPointer(of: .first, ifNaming: StreamID("none"))
      try await store.deleteDraft(of: .ada, for: .first)
      try expectEqual(await store.openClaims(createdBefore: .never, after: nil, limit: 9), [], "open claims")
      try expectEqual(
        await store.pointedSessions(changedBefore: .never, after: nil, limit: 9), [], "pointed sessions")
      try expectEqual(await store.removeEmptySessions(createdBefore: .never, limit: 9), [], "empty sessions")
      try expectEqual(await store.removeDrafts(changedBefore: .never, limit: 9), 0, "old drafts")
      try expectEqual(await store.removeKeys(notedBefore: .never, limit: 9), 0, "old keys")
    },
    proves(.errors, "a cancelled claim happens wholly or not at all") { store in
      try await cancelled("a claim") { _ = try await store.claim(.turn(1)) }
      let isThere = try await store.claim(for: ClaimRequest.turn(1).key) != nil
      try expectEqual(await store.session(.first) != nil, isThere, "whether there is a session")
      try expectEqual(await store.allMessages().count, isThere ? 1 : 0, "messages")
      // The store goes on as if nothing had been.
      switch try await store.claim(.turn(1)) {
      case .claimed(let claim), .existing(let claim, _): try expectEqual(claim.order, 2, "the place")
      case let outcome: throw ContractViolation("the repeat: got \(outcome)")
      }
    },
    proves(.errors, "a cancelled settlement happens wholly or not at all") { store in
      let claim = try await store.claimNew(.turn(1))
      try await cancelled("a settlement") { _ = try await store.settle(claim.settlement()) }
      let isSettled = try await store.claim(for: claim.key)?.state == .settled
      try expectEqual(await store.allMessages().count, isSettled ? 2 : 1, "messages")
      let outcome = try await store.settle(claim.settlement())
      try expectEqual(outcome, isSettled ? .alreadySettled : .settled, "the repeat")
    },
    proves(.provesHealth, "a store that works says so and leaves nothing to be seen") { store in
      _ = try await store.claimNew(.turn(1))
      try await store.expectUnchanged("a check") {
        for _ in 1...3 { try await store.checkHealth() }
      }
      try expectEqual(await store.sessions(of: .ada, after: nil, limit: 10).count, 1, "sessions")
    },
  ]
}
