import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Settlements that write nothing.
  static let refusalCases = [
    proves(.settleRefuses, "a settlement of a stream that no claim names writes nothing") { store in
      let claim = try await store.claimNew(.turn(1))
      for isFailed in [false, true] {
        var settlement = claim.settlement("Not ours", at: 500)
        settlement.stream = StreamID("another")
        settlement.isFailed = isFailed
        try await store.expectUnchanged("a settlement of another stream") {
          try expectEqual(await store.settle(settlement), .sessionGone, "the outcome")
        }
      }
    },
    proves(.settleRefuses, "a claim that was ended or abandoned is not settled, also not as failed") {
      store in
      for (number, move) in [ClaimMove.ended, .abandoned].enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        _ = try await store.move(claim, to: move)
        for isFailed in [false, true] {
          var settlement = claim.settlement()
          settlement.isFailed = isFailed
          try await store.expectUnchanged("a settlement of a claim after \(move)") {
            try expectEqual(await store.settle(settlement), .notOurs, "the outcome after \(move)")
          }
        }
      }
    },
    proves(.settleRefuses, "a settlement into a session that never was makes none") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.session = .second
      try expectEqual(await store.settle(settlement), .sessionGone, "the outcome")
      try expectEqual(await store.session(.second), nil, "the session")
    },
    proves(.settleRefuses, "a settlement into a deleted session does not bring it back") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
      try expectEqual(await store.settle(claim.settlement()), .sessionGone, "the outcome")
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
    },
    proves(.settleRefuses, "a settlement writes nothing into a new session of the same id") { store in
      let claim = try await store.claimNew(.turn(1))
      try await store.erase()
      _ = try await store.claimNew(.turn(2, by: .bob))
      try await store.expectUnchanged("a settlement of the session before") {
        try expectEqual(await store.settle(claim.settlement()), .sessionGone, "the outcome")
      }
    },
    proves(.settleRefuses, "a settlement writes nothing into a new session with the same request") { store in
      let claim = try await store.claimNew(.turn(1))
      try await store.erase()
      _ = try await store.claimNew(.turn(1, by: .bob, attempt: 2))
      try await store.expectUnchanged("a settlement of the session before") {
        try expectEqual(await store.settle(claim.settlement()), .sessionGone, "the outcome")
      }
    },
  ]
}
