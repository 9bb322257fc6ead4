import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Claims whose reply goes on without a stream.
  static let unloggedCases = [
    proves(.goesUnlogged, "a claim that is unlogged keeps its node and deadline, also when it is settled") {
      store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .unlogged(node: .two, until: .second(77)))
      var expected = claim
      (expected.state, expected.node, expected.deadline) = (.unlogged, .two, .second(77))
      try expectEqual(await store.claim(of: claim.stream, in: .first), expected, "the claim")
      _ = try await store.settle(claim.settlement())
      try expectEqual(await store.claim(of: claim.stream, in: .first), expected.settled, "the settled claim")
    },
    proves(.goesUnlogged, "a claim that is unlogged is abandoned from its run only, and then for good") {
      store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .toUnlogged)
      let isTaken = try await store.move(claim, from: RunID("stranger"), to: .abandoned)
      try expect(!isTaken, "a stranger abandoned it")
      for attempt in 1...2 {
        try expect(await store.move(claim, to: .abandoned), "attempt \(attempt) failed")
        try expectEqual(await store.claim(for: claim.key)?.state, .abandoned, "the state")
      }
      for move in [ClaimMove.toUnlogged, .ended, .run(claim.run)] {
        try expect(await !store.move(claim, to: move), "\(move) was taken")
      }
      try expectEqual(await store.settle(claim.settlement()), .notOurs, "a late settlement")
    },
    proves(.goesUnlogged, "a move to unlogged at another node or until another time is no repeat") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .toUnlogged)
      try await store.expectUnchanged("another move to unlogged") {
        for move in [
          ClaimMove.unlogged(node: .two, until: .second(1000)), .unlogged(node: .one, until: .second(9)),
        ] {
          try expect(await !store.move(claim, to: move), "\(move) was taken")
        }
      }
    },
  ]
}
