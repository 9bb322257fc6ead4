import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Edits, regenerations, continuations and Retries, many at once.
  static let otherTurnConcurrencyCases = [
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
