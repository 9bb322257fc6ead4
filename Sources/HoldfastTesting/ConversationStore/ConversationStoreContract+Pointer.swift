import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The pointer after the claim.
  static let pointerCases = [
    proves(.settleKeepsPointer, "settling leaves the pointer at its stream") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      try expectEqual(await store.session(.first)?.activeStream, claim.stream, "the pointer")
    },
    proves(.settleKeepsPointer, "settling leaves the pointer at a newer stream, and no pointer none") {
      store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2))
      _ = try await store.settle(first.settlement())
      try expectEqual(await store.session(.first)?.activeStream, second.stream, "the pointer")
      try await store.clearPointer(of: .first, ifNaming: second.stream)
      _ = try await store.settle(second.settlement())
      try expectEqual(await store.session(.first)?.activeStream, nil, "the pointer after clearing")
    },
    proves(.clearsPointer, "a pointer that names the stream is cleared, and nothing else changes") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      var expected = try await store.snapshot()
      for _ in 1...2 {
        try await store.clearPointer(of: .first, ifNaming: claim.stream)
        expected.record?.activeStream = nil
        try expectEqual(await store.snapshot(), expected, "the session")
      }
    },
    proves(.clearsPointer, "a pointer that names another stream stays") { store in
      let first = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimNew(.turn(2))
      try await store.expectUnchanged("clearing") {
        try await store.clearPointer(of: .first, ifNaming: first.stream)
        try await store.clearPointer(of: .first, ifNaming: StreamID("none"))
      }
    },
    proves(.clearsPointer, "clearing reaches no other session, and makes none") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.turn(1, in: .second))
      try await store.clearPointer(of: .second, ifNaming: claim.stream)
      try await store.clearPointer(of: SessionID("none"), ifNaming: claim.stream)
      try expectEqual(await store.session(.first)?.activeStream, claim.stream, "the pointer")
      try expectEqual(await store.session(SessionID("none")), nil, "the session that is not there")
    },
  ]
}
