import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Settlements that write nothing.
  static let refusalCases = [
    proves(.settleRefuses, "a settlement of another stream is not ours, whatever the claim's state") {
      store in
      for (number, state) in [Claim.State.claimed, .settled, .unlogged, .ended].enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        switch state {
        case .claimed: break
        case .settled: _ = try await store.settle(claim.settlement())
        case .unlogged: _ = try await store.move(claim.key, from: claim.run, to: .unlogged)
        case .ended: _ = try await store.move(claim.key, from: claim.run, to: .ended)
        }
        var settlement = claim.settlement("Not ours", at: 500)
        settlement.stream = StreamID("another")
        try await store.expectUnchanged("a settlement of another stream") {
          try expectEqual(
            await store.settle(settlement), .notOurs, "the outcome for a claim that is \(state)")
        }
      }
    },
    proves(.settleRefuses, "a claim that was ended is not settled") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim.key, from: claim.run, to: .ended)
      try await store.expectUnchanged("a settlement of an ended claim") {
        try expectEqual(await store.settle(claim.settlement()), .notOurs, "the outcome")
      }
    },
    proves(.settleRefuses, "a settlement into a session that never was makes none") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.key.session = .second
      try expectEqual(await store.settle(settlement), .sessionGone, "the outcome")
      try expectEqual(await store.session(.second), nil, "the session")
    },
    proves(.settleRefuses, "a settlement into a deleted session does not bring it back") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada)
      try expectEqual(await store.settle(claim.settlement()), .sessionGone, "the outcome")
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
    },
    proves(.settleRefuses, "a settlement writes nothing into a new session of the same id") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada)
      _ = try await store.claimNew(.turn(2, by: .bob))
      try await store.expectUnchanged("a settlement of the session before") {
        try expectEqual(await store.settle(claim.settlement()), .sessionGone, "the outcome")
      }
    },
    proves(.settleRefuses, "a settlement writes nothing into a new session with the same request") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada)
      _ = try await store.claimNew(.turn(1, by: .bob, attempt: 2))
      try await store.expectUnchanged("a settlement of the session before") {
        try expectEqual(await store.settle(claim.settlement()), .notOurs, "the outcome")
      }
    },
  ]
}
