import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  private static let successor = RunID("successor")

  /// Changes of a claim by compare-and-set.
  static let moveCases = [
    proves(.movesByComparing, "a claim that goes to another run changes in nothing else") { store in
      let claim = try await store.claimNew(.turn(1))
      let session = try await store.session(.first)
      try expect(await store.move(claim, to: .run(successor)), "the move was refused")
      var expected = claim
      expected.run = successor
      try expectEqual(await store.claim(for: claim.key), expected, "the claim")
      try expectEqual(await store.session(.first), session, "the session, with its pointer")
    },
    proves(
      .movesByComparing, "a claim is ended or abandoned, or goes on unlogged, and changes in nothing else"
    ) { store in
      let moves: [(ClaimMove, Claim.State)] = [
        (.ended, .ended), (.abandoned, .abandoned), (.toUnlogged, .unlogged),
      ]
      for (number, (move, state)) in moves.enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        try expect(await store.move(claim, to: move), "\(move) was refused")
        var expected = claim
        expected.state = state
        if state == .unlogged { (expected.node, expected.deadline) = (.one, .second(1000)) }
        try expectEqual(await store.claim(for: claim.key), expected, "the claim after \(move)")
      }
    },
    proves(.movesByComparing, "a run that the claim does not name changes nothing") { store in
      let claim = try await store.claimNew(.turn(1))
      for move in [ClaimMove.run(successor), .ended, .abandoned, .toUnlogged] {
        try await store.expectUnchanged("\(move)") {
          try expect(await !store.move(claim, from: RunID("stranger"), to: move), "\(move) was taken")
        }
      }
    },
    proves(.movesByComparing, "a run that gave the claim away can change it no more") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .run(successor))
      for move in [ClaimMove.run(RunID("third")), .ended, .abandoned, .toUnlogged] {
        try expect(await !store.move(claim, to: move), "\(move) was taken")
      }
      try expect(
        await store.move(claim, from: successor, to: .toUnlogged), "the successor's move was refused")
    },
    proves(.movesByComparing, "a claim that is no longer claimed cannot be changed") { store in
      for (number, state) in [Claim.State.settled, .ended, .abandoned, .unlogged].enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        switch state {
        case .settled: _ = try await store.settle(claim.settlement())
        case .abandoned: _ = try await store.move(claim, to: .abandoned)
        case .ended: _ = try await store.move(claim, to: .ended)
        case .unlogged: _ = try await store.move(claim, to: .toUnlogged)
        case .claimed: break
        }
        let moves: [(ClaimMove, Claim.State?)] = [
          (.run(successor), nil), (.run(claim.run), nil), (.ended, .ended), (.abandoned, .abandoned),
          (.toUnlogged, .unlogged),
        ]
        for (move, result) in moves
        where result != state && !(state == .unlogged && result == .abandoned) {
          try expect(
            await !store.move(claim, to: move), "\(move) of a claim that is \(state)")
          try expectEqual(await store.claim(for: claim.key)?.state, state, "the state after \(move)")
        }
      }
    },
    proves(.movesByComparing, "a claim that was cut is changed by its stream all the same") { store in
      let first = try await store.claimNew(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try expect(await store.move(first, to: .ended), "the move was refused")
      let expected = first.cut(by: edit).with { $0.state = .ended }
      try expectEqual(await store.claim(of: first.stream, in: .first), expected, "the claim that was cut")
      try expectEqual(await store.claim(for: edit.key), edit, "the live claim of the same key")
    },
    proves(.movesByComparing, "a claim is moved in its own session only") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.turn(1, in: .second))
      try expect(
        await !store.move(claim.stream, in: .second, from: claim.run, to: .ended), "it was moved in another")
      try expectEqual(await store.claim(for: claim.key), claim, "the claim")
    },
    proves(.movesByComparing, "a claim that is not there cannot be changed, and nothing is made") { store in
      let stream = StreamID("none")
      for move in [ClaimMove.run(successor), .ended, .abandoned, .toUnlogged] {
        try expect(await !store.move(stream, in: .first, from: RunID("run"), to: move), "\(move) was taken")
      }
      try expectEqual(await store.session(.first), nil, "the session")
      try expectEqual(await store.claim(of: stream, in: .first), nil, "the claim")
    },
    proves(.movesByComparing, "only the claim of the stated stream is changed") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2).with { $0.run = first.run })
      _ = try await store.move(second, to: .ended)
      try expectEqual(await store.claim(for: first.key), first, "the other claim")
    },
    proves(.repeatsMove, "a repeat of a move to another run succeeds, from a third run it does not") {
      store in
      let claim = try await store.claimNew(.turn(1))
      for attempt in 1...2 {
        try expect(
          await store.move(claim, to: .run(successor)), "attempt \(attempt) failed")
      }
      try expect(
        await !store.move(claim, to: .run(RunID("third"))),
        "the old run gave it away twice")
      try expectEqual(await store.claim(for: claim.key)?.run, successor, "the run")
    },
    proves(.repeatsMove, "a repeat of an end, or of a move to unlogged, succeeds for the run that made it") {
      store in
      for (number, move) in [ClaimMove.ended, .abandoned, .toUnlogged].enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        for attempt in 1...2 {
          try expect(
            await store.move(claim, to: move), "\(move), attempt \(attempt), failed")
        }
        try expect(
          await !store.move(claim, from: RunID("stranger"), to: move), "\(move) by another run succeeded")
      }
    },
    proves(.repeatsMove, "a repeat of an end leaves the pointer of a newer claim") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .ended)
      let second = try await store.claimNew(.turn(2))
      try expect(await store.move(first, to: .ended), "the repeat failed")
      try expectEqual(await store.session(.first)?.activeStream, second.stream, "the pointer")
    },
    proves(.moveClearsPointer, "an end, or a move to unlogged, clears the pointer that names its stream") {
      store in
      for (number, move) in [ClaimMove.ended, .abandoned, .toUnlogged].enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        _ = try await store.move(claim, to: move)
        try expectEqual(await store.session(.first)?.activeStream, nil, "the pointer after \(move)")
      }
    },
    proves(.moveClearsPointer, "an end, or a move to unlogged, of a superseded claim leaves the pointer") {
      store in
      for (number, move) in [ClaimMove.ended, .abandoned, .toUnlogged].enumerated() {
        let session = SessionID("session-of-\(number)")
        let first = try await store.claimNew(.turn(1, in: session))
        let second = try await store.claimNew(.turn(2, in: session))
        try expect(await store.move(first, to: move), "\(move) was refused")
        try expectEqual(
          await store.session(session)?.activeStream, second.stream, "the pointer after \(move)")
      }
    },
    proves(.moveClearsPointer, "a move is no change of the conversation: its time stays") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .ended)
      try expectEqual(await store.session(.first)?.updatedAt, .second(1), "the time of change")
    },
  ]
}
