import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What is cut.
  static let cutCases = [
    proves(.cuts, "what an edit cuts carries its stream, and what came before it does not") { store in
      var claims: [Claim] = []
      for number in 1...3 { claims.append(try await store.claimAndSettle(.turn(number))) }
      let edit = try await store.claimNew(.edit(2, text: "Edited"))
      let stored = [
        claims[0].settled, claims[1].settled.cut(by: edit), claims[2].settled.cut(by: edit), edit,
      ]
      for claim in stored {
        try expectEqual(await store.claim(of: claim.stream, in: .first), claim, "claim \(claim.number)")
      }
    },
    proves(.cuts, "what was cut is not listed, read or paged") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      _ = try await store.claimAndSettle(.edit(1, text: "Edited"), text: "Anew")
      try expectEqual(await store.texts(), ["Edited", "Anew"], "the messages")
      try expectEqual(await store.message(second.key.message, in: .first), nil, "the message that was cut")
      try expectEqual(await store.message(second.reply, in: .first), nil, "the reply that was cut")
      try expectEqual(await store.messages(in: .first, after: 2, limit: 10), [], "the messages after")
      try expectEqual(
        await store.messages(in: .first, after: 0, limit: 1).map(\.message.text), ["Edited"], "a page of one")
    },
    proves(.cuts, "what was cut is no later turn") { store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      let edit = try await store.claimAndSettle(.edit(1, text: "Edited"))
      try expect(
        await store.claimExisting(.edit(1, text: "Edited", attempt: 2)).isLastTurn, "it is not the last")
      try expectEqual(await store.lastClaim(in: .first), edit.settled, "the last claim")
    },
    proves(.findsClaims, "by its key a claim is found while it is live, by its stream and message always") {
      store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try expectEqual(await store.claim(for: second.key), nil, "the claim that was cut, by its key")
      let cut = second.settled.cut(by: edit)
      try expectEqual(await store.claim(of: second.stream, in: .first), cut, "by its stream")
      try expectEqual(await store.claim(about: second.key.message, in: .first), cut, "by its message")
      try expectEqual(await store.claim(about: second.reply, in: .first), cut, "by its reply")
      try expectEqual(
        await store.claim(about: first.key.message, in: .first), edit, "the newest of the first")
    },
    proves(.cuts, "what was cut by one stream keeps its mark when another cuts") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let first = try await store.claimNew(.edit(2, text: "Edited"))
      let next = try await store.claimNew(.edit(1, text: "Edited"))
      try expectEqual(
        await store.claim(of: second.stream, in: .first), second.settled.cut(by: first), "the first to be cut"
      )
      try expectEqual(await store.claim(of: first.stream, in: .first), first.cut(by: next), "the next")
    },
    proves(.settlesCut, "the reply of a claim that was cut meanwhile is saved, and not listed") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      try expectEqual(await store.settle(first.settlement("Late")), .settled, "the outcome")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
      try expectEqual(await store.message(first.reply, in: .first), nil, "the late reply")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: second), "the claim")
      try expectEqual(await store.settle(first.settlement("Late")), .alreadySettled, "a repeat")
      _ = try await store.settle(second.settlement("Two"))
      try expectEqual(await store.texts(), ["Question 1", "Two"], "the messages at last")
    },
    proves(.settlesCut, "a late reply comes back with its claim") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      _ = try await store.settle(first.settlement("Late"))
      _ = try await store.settle(second.settlement(of: nil).failed)
      try expectEqual(await store.texts(), ["Question 1", "Late"], "the messages")
      try expectEqual(await store.claim(for: first.key), first.settled, "the claim")
    },
    proves(.cuts, "a request that is refused cuts nothing") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let running = try await store.claimNew(.turn(2))
      let requests: [ClaimRequest] = [
        .edit(1, text: "Edited"), .regenerate("again", target: first.reply),
        .continuation("more", of: first.reply, [.output("call-1")]), .turn(3),
        .turn(2).retry(of: running, "retry").with {
          $0.message.parts = [.text("Other")]; $0.fingerprint = [1]
        },
      ]
      for request in requests {
        try await store.expectUnchanged("a request that yields") {
          let outcome = try await store.claim(request.with { $0.onActive = .yield(unless: nil) })
          if case .claimed(let claim) = outcome { throw ContractViolation("it was claimed: \(claim)") }
        }
      }
    },
  ]
}
