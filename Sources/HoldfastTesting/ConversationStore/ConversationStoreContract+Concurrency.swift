import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Many calls at once.
  static let concurrencyCases = [
    proves(.serialPerSession, "of twenty equal requests at once, one makes the claim and all get it") {
      store in
      let outcomes = try await concurrently(20) { try await store.claim(.turn(1, attempt: $0)) }
      let made = outcomes.compactMap { if case .claimed(let claim) = $0 { claim } else { nil } }
      let found = outcomes.compactMap { if case .existing(let claim, _) = $0 { claim } else { nil } }
      try expectEqual(made.count, 1, "claims made")
      try expectEqual(
        found, Array(repeating: try required(made.first, "the claim"), count: 19), "claims found")
      try expectEqual(await store.allMessages().count, 1, "messages stored")
    },
    proves(.serialPerSession, "twenty turns at once each take their own places and supersede one another") {
      store in
      let claims = try await concurrently(20) { try await store.claimNew(.turn($0 + 1)) }
        .sorted { $0.order < $1.order }
      try expectEqual(claims.map(\.order), (1...20).map { $0 * 2 }, "the places")
      try expectEqual(
        claims.map(\.supersedes), [nil] + claims.dropLast().map(\.stream), "the superseded streams")
      try expectEqual(await store.session(.first)?.activeStream, claims.last?.stream, "the pointer")
      try expectEqual(
        await store.allMessages().map(\.order), (1...20).map { $0 * 2 - 1 }, "the messages' places")
    },
    proves(.serialPerSession, "of two principals that begin the same session at once, one gets it") { store in
      let outcomes = try await concurrently(20) { number in
        try await store.claim(.turn(number + 1, by: number.isMultiple(of: 2) ? .ada : .bob))
      }
      let owner = try required(await store.session(.first)?.principal, "the owner")
      for (number, outcome) in outcomes.enumerated() {
        let isOwner = owner == (number.isMultiple(of: 2) ? .ada : .bob)
        let isForbidden = outcome == .sessionForbidden
        try expect(isOwner != isForbidden, "\(owner) owns the session, claim \(number) came to \(outcome)")
      }
      try expectEqual(await store.allMessages().count, 10, "messages stored")
    },
    proves(.serialPerSession, "of twenty runs that take a claim over at once, one succeeds") { store in
      let claim = try await store.claimNew(.turn(1))
      let results = try await concurrently(20) { number in
        try await store.move(claim, to: .run(RunID("successor-\(number)")))
      }
      let winners = results.indices.filter { results[$0] }
      try expectEqual(winners.count, 1, "runs that succeeded")
      let run = try await store.claim(for: claim.key)?.run
      try expectEqual(run?.rawValue, winners.first.map { "successor-\($0)" }, "the run")
    },
    proves(.serialPerSession, "of an end and a move to unlogged at once, one succeeds") { store in
      for number in 1...10 {
        let claim = try await store.claimNew(.turn(number))
        let results = try await concurrently(2) { which in
          try await store.move(claim, to: which == 0 ? .ended : .toUnlogged)
        }
        try expectEqual(results.count { $0 }, 1, "moves that succeeded")
      }
    },
    proves(.settlesOnce, "a reply that is saved twenty times at once is saved once") { store in
      let claim = try await store.claimNew(.turn(1))
      let outcomes = try await concurrently(20) { try await store.settle(claim.settlement("Answer \($0)")) }
      try expectEqual(outcomes.count { $0 == .settled }, 1, "settlements")
      try expectEqual(outcomes.count { $0 == .alreadySettled }, 19, "repeats")
      let winner = outcomes.firstIndex(of: .settled).map { "Answer \($0)" }
      try expectEqual(await store.message(claim.reply, in: .first)?.message.text, winner, "the reply")
    },
    proves(.atomic, "nobody sees a claim without its session, message and pointer") { store in
      try await whileWatching {
        for number in 1...20 { _ = try await store.claimNew(.turn(number)) }
      } look: {
        // Read in the opposite order of what could be written step by step.
        guard let claim = try await store.lastClaim(in: .first) else { return }
        let message = try await store.message(claim.key.message, in: .first)
        try expectEqual(message?.order, claim.order - 1, "the message of claim \(claim.order)")
        let pointer = try required(await store.session(.first)?.activeStream, "the pointer")
        let named = try required(await store.claim(of: pointer, in: .first), "the claim of the pointer")
        try expect(named.order >= claim.order, "the pointer is older than the last claim")
      }
    },
    proves(.atomic, "nobody sees a settled claim without its reply") { store in
      let claims = try await concurrently(20) { try await store.claimNew(.turn($0 + 1)) }
      try await whileWatching {
        for claim in claims { _ = try await store.settle(claim.settlement()) }
      } look: {
        for claim in claims where try await store.claim(for: claim.key)?.state == .settled {
          _ = try required(await store.message(claim.reply, in: .first), "the reply of a settled claim")
        }
      }
    },
    proves(.atomic, "a session that is deleted while turns arrive takes none of them afterwards") { store in
      _ = try await store.claimNew(.turn(1))
      let outcomes = try await concurrently(21) { number -> ClaimOutcome? in
        if number == 10 {
          _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
          return nil
        }
        return try await store.claim(.turn(number + 2))
      }
      for case .some(let outcome) in outcomes {
        if case .claimed = outcome { continue }
        try expectEqual(outcome, .sessionDeleted, "a turn after the deletion")
      }
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
      let tombstone = try required(
        await store.deleteSession(.first, of: .ada, now: .second(60)), "the tombstone")
      let claimed = outcomes.count { if case .claimed = $0 { true } else { false } }
      try expectEqual(tombstone.streams.count, claimed + 1, "the streams of the turns before")
    },
  ]
}
