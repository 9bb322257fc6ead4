import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The same request again.
  static let repeatCases = [
    proves(.returnsExisting, "a repeat returns the claim; its own stream, run and reply count for nothing") {
      store in
      let claim = try await store.claimNew(.turn(1))
      let found = try await store.claimExisting(.turn(1, attempt: 2, at: 9))
      try expectEqual(found.claim, claim, "the claim")
      try expectEqual(
        await store.claim(of: ClaimRequest.turn(1, attempt: 2).stream, in: .first), nil, "the other")
    },
    proves(.returnsExisting, "a repeat writes nothing") { store in
      _ = try await store.claimNew(.turn(1))
      try await store.expectUnchanged("a repeat") {
        _ = try await store.claimExisting(.turn(1, attempt: 2, at: 9))
      }
    },
    proves(.returnsExisting, "a repeat with other metadata is a repeat, and changes none") { store in
      _ = try await store.claimNew(.turn(1).with { $0.message.metadata = ["first": true] })
      try await store.expectUnchanged("a repeat") {
        _ = try await store.claimExisting(.turn(1).with { $0.message.metadata = ["second": true] })
      }
    },
    proves(.returnsExisting, "a repeat says whether its turn is the last") { store in
      _ = try await store.claimNew(.turn(1))
      try expect(await store.claimExisting(.turn(1)).isLastTurn, "the only turn is not the last")
      _ = try await store.claimAndSettle(.turn(2))
      try expect(await !store.claimExisting(.turn(1)).isLastTurn, "the first of two turns is the last")
      try expect(await store.claimExisting(.turn(2)).isLastTurn, "the second of two turns is not the last")
    },
    proves(.returnsExisting, "a repeat returns the claim as it has become") { store in
      let moves: [(ClaimMove, Claim.State)] = [
        (.ended, .ended), (.abandoned, .abandoned), (.toUnlogged, .unlogged),
      ]
      for (number, (move, state)) in moves.enumerated() {
        let session = SessionID("session-of-\(number)")
        let claim = try await store.claimNew(.turn(1, in: session))
        try expect(await store.move(claim, to: move), "\(move) was refused")
        try expectEqual(await store.claimExisting(.turn(1, in: session)).claim.state, state, "after \(move)")
      }
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .run(RunID("successor")))
      try expectEqual(await store.claimExisting(.turn(1)).claim.run, RunID("successor"), "the run")
      _ = try await store.settle(claim.settlement())
      try expectEqual(await store.claimExisting(.turn(1)).claim.state, .settled, "after settling")
    },
    proves(.returnsExisting, "a repeat brings back no pointer that was cleared") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      try await store.clearPointer(of: .first, ifNaming: claim.stream)
      _ = try await store.claimExisting(.turn(1))
      try expectEqual(await store.session(.first)?.activeStream, nil, "the pointer")
    },
    proves(.returnsExisting, "requests that differ in message or session are different requests") { store in
      let requests: [ClaimRequest] = [.turn(1), .turn(2), .turn(1, in: .second), .turn(2, in: .second)]
      for request in requests { _ = try await store.claimNew(request) }
      for request in requests {
        try expectEqual(await store.claimExisting(request).claim.stream, request.stream, "\(request.key)")
      }
    },
    proves(.returnsExisting, "a repeat of a message that was answered again gets the newer answer") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      let found = try await store.claimExisting(.turn(1, attempt: 2))
      try expectEqual(found.claim, second, "the claim")
      try expect(found.isLastTurn, "it is not the last turn")
    },
    proves(
      .returnsExisting, "a repeat of a message that was cut gets its own answer, no longer the last turn"
    ) {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try await store.expectUnchanged("a repeat of what was cut") {
        let found = try await store.claimExisting(.turn(2, attempt: 2))
        try expectEqual(found.claim, second.settled.cut(by: edit), "the claim")
        try expect(!found.isLastTurn, "what was cut is the last turn")
        let other = ClaimRequest.turn(2, text: "Other content", attempt: 3)
        try expectEqual(await store.claim(other), .messageConflict, "other content")
      }
    },
    proves(.idempotent, "a claim whose outcome is unknown is resolved by repeating it or by reading it back")
    { store in
      let request = ClaimRequest.turn(1)
      let claim = try await store.claimNew(request)
      try expectEqual(await store.claimExisting(request).claim.run, request.run, "the run, by repeating")
      try expectEqual(await store.claim(for: request.key)?.run, request.run, "the run, by reading back")
      try expectEqual(await store.claimExisting(request).claim, claim, "the claim")
    },
  ]
}
