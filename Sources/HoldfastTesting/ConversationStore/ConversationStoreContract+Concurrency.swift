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
    proves(.serialPerSession, "of twenty equal edits at once, one makes the claim and all get it") { store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      try await store.expectOneClaim { .edit(1, text: "Edited", attempt: $0) }
      try expectEqual(await store.texts(), ["Edited"], "the messages")
    },
    proves(.serialPerSession, "of twenty equal regenerations at once, named or not, one makes the claim") {
      store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.expectOneClaim { .regenerate("a\($0)", target: first.reply) }
      _ = try await store.settle(second.settlement("Two"))
      let third = try await store.expectOneClaim { .regenerate("b\($0)") }
      _ = try await store.settle(third.settlement("Three"))
      _ = try await store.expectOneClaim {
        .regenerate("c\($0)", target: MessageID("unknown"), after: first.key.message)
      }
    },
    proves(
      .serialPerSession, "of twenty equal continuations at once, one makes the claim, and its answer counts"
    ) {
      store in
      let first = try await store.claimAndCall([.call("call-1")])
      try await store.expectOneClaim { number in
        .continuation("more\(number)", of: first.reply, [.output("call-1", .number(JSONNumber(number)))])
      }
      let claim = try required(await store.lastClaim(in: .first), "the claim")
      let part = try await store.message(first.reply, in: .first)?.message.parts.first
      let output = try required(part?.json["output"]?.intValue, "the output")
      try expectEqual(
        claim.stream, ClaimRequest.continuation("more\(output)", of: first.reply, []).stream, "whose it is")
    },
    proves(.serialPerSession, "of twenty equal Retries at once, one makes the claim and all get it") {
      store in
      let first = try await store.claimAndSettle(.turn(1))
      try await store.expectOneClaim { ClaimRequest.turn(1).retry(of: first, "retry\($0)") }
    },
    proves(.serialPerSession, "of twenty requests with the same key at once, one makes the claim") { store in
      _ = try await store.claimAndSettle(.turn(1))
      try await store.expectOneClaim { number in
        ClaimRequest.turn(2 + number).with { $0.idempotencyKey = .sample() }
      }
      try expectEqual(await store.allMessages().count, 3, "messages stored")
    },
    proves(.serialPerSession, "twenty answers to twenty calls at once each count once") { store in
      let calls = try (0..<20).map { try MessagePart.call("call-\($0)") }
      let first = try await store.claimAndCall(calls)
      let claims = try await concurrently(20) { number in
        try await store.claimNew(
          .continuation("more\(number)", of: first.reply, [.output("call-\(number)", .string("\(number)"))]))
      }
      try expectEqual(claims.map(\.segment).sorted(), Array(1...20), "the segments")
      let outputs = try await store.message(first.reply, in: .first)?.message.parts.map {
        $0.json["output"]?.stringValue
      }
      try expectEqual(outputs, (0..<20).map { "\($0)" }, "the outputs")
    },
    proves(.serialPerSession, "of twenty different edits at once each cuts the one before") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let claims = try await concurrently(20) { number in
        try await store.claimNew(.edit(1, text: "Edit \(number)", attempt: number))
      }.sorted { $0.number < $1.number }
      try expectEqual(claims.map(\.number), Array(2...21), "the numbers")
      let chain = [first] + claims
      for (claim, next) in zip(chain, chain.dropFirst()) {
        try expectEqual(
          await store.claim(of: claim.stream, in: .first)?.cutBy, next.stream, "who cut \(claim.number)")
      }
      try expectEqual(await store.lastClaim(in: .first), claims.last, "the last claim")
      try expectEqual(await store.allMessages().count, 1, "live messages")
    },
    proves(.atomic, "nobody sees a reply between two regenerations, or one that failed") { store in
      let first = try await store.claimAndSettle(.turn(1), text: "Old")
      try await whileWatching {
        for number in 1...20 {
          let claim = try await store.claimNew(.regenerate("again\(number)", target: first.reply))
          _ = try await store.settle(claim.settlement("Failed").failed)
        }
      } look: {
        let texts = try await store.texts()
        try expect([["Question 1"], ["Question 1", "Old"]].contains(texts), "the messages are \(texts)")
      }
    },
    proves(.atomic, "nobody sees an answer without the claim of the next segment") { store in
      let calls = try (0..<20).map { try MessagePart.call("call-\($0)") }
      let first = try await store.claimAndCall(calls)
      try await whileWatching {
        for number in 0..<20 {
          _ = try await store.claimNew(
            .continuation("more\(number)", of: first.reply, [.output("call-\(number)")]))
        }
      } look: {
        let answered = try await store.message(first.reply, in: .first)?.message.parts.count {
          $0.json["output"] != nil
        }
        let segment = try await store.lastClaim(in: .first)?.segment
        try expect((answered ?? 0) <= (segment ?? 0), "\(answered ?? 0) answers, \(segment ?? 0) claims")
      }
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
    proves(.atomic, "a session that is deleted while turns arrive is there wholly or not at all") { store in
      _ = try await store.claimNew(.turn(1))
      _ = try await concurrently(21) { number in
        if number == 10 { return try await store.deleteSession(.first, of: .ada) }
        _ = try await store.claimNew(.turn(number + 2))
        return true
      }
      let messages = try await store.allMessages()
      let places = messages.indices.map { Int64($0 * 2 + 1) }
      try expectEqual(messages.map(\.order), places, "the places, counted anew after the deletion")
      try expectEqual(await store.session(.first) == nil, messages.isEmpty, "no session, no messages")
    },
  ]
}

extension ConversationStore {
  /// Makes twenty requests at once, of which one must make the claim and all must get it.
  @discardableResult
  fileprivate func expectOneClaim(
    fileID: String = #fileID, line: Int = #line, _ request: @escaping @Sendable (Int) -> ClaimRequest
  ) async throws -> Claim {
    let outcomes = try await concurrently(20) { try await self.claim(request($0)) }
    let made = outcomes.compactMap { if case .claimed(let claim) = $0 { claim } else { nil } }
    let found = outcomes.compactMap { if case .existing(let claim, _) = $0 { claim } else { nil } }
    try expectEqual(made.count, 1, "claims made", fileID: fileID, line: line)
    let claim = try required(made.first, "the claim", fileID: fileID, line: line)
    try expectEqual(
      found, Array(repeating: claim, count: 19), "claims found", fileID: fileID, line: line)
    return claim
  }
}
