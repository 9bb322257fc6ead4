import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// A claim made anew in place of one whose stream ended without success.
  static let retryCases = [
    proves(.retries, "a Retry makes a claim of the same key and place with another stream and reply") {
      store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.settle(first.settlement(of: first.reply("Part").with { $0.status = .interrupted }))
      let request = ClaimRequest.turn(1, at: 9).retry(of: first, "retry")
      let second = try await store.claimNew(request)
      let expected = Claim(
        key: first.key, state: .claimed, principal: .ada, stream: request.stream, run: request.run,
        reply: request.reply, order: first.order, number: 2, supersedes: nil, fingerprint: first.fingerprint,
        agent: "default", dialect: .v5, routeForm: .chat, createdAt: .second(9))
      try expectEqual(second, expected, "the claim")
      try expectEqual(await store.claim(for: first.key), second, "the claim of the key")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: second), "the first")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
      try expectEqual(await store.session(.first)?.activeStream, second.stream, "the pointer")
      _ = try await store.settle(second.settlement("Whole"))
      try expectEqual(await store.texts(), ["Question 1", "Whole"], "the messages at last")
    },
    proves(.retries, "a Retry supersedes nothing: it stands in for the claim that it replaces") { store in
      let first = try await store.claimNew(.turn(1))
      try expectEqual(await store.session(.first)?.activeStream, first.stream, "the pointer")
      try expectEqual(
        await store.claimNew(.turn(1).retry(of: first, "retry")).supersedes, nil, "the superseded")
    },
    proves(.retries, "a Retry of what moved on meanwhile finds the claim that there is") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimNew(.turn(1).retry(of: first, "retry"))
      try await store.expectUnchanged("a late Retry") {
        for request in [ClaimRequest.turn(1).retry(of: first, "late"), .turn(1).retry(of: first, "retry")] {
          try expectEqual(await store.claimExisting(request).claim, second, "the claim")
        }
      }
    },
    proves(.retries, "a Retry of what is no longer the last turn makes no claim") { store in
      let first = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimNew(.turn(2))
      try await store.expectUnchanged("a late Retry") {
        let found = try await store.claimExisting(.turn(1).retry(of: first, "retry"))
        try expectEqual(found.claim, first.settled, "the claim")
        try expect(!found.isLastTurn, "it is the last turn")
      }
    },
    proves(.retries, "a Retry of an edit cuts what came after it") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let edit = try await store.claimAndSettle(.edit(1, text: "Edited"), text: "Part")
      let next = try await store.claimAndSettle(.turn(2))
      let again = try await store.claimNew(.edit(1, text: "Edited").retry(of: edit, "retry"))
      try expectEqual(again.key, edit.key, "the key")
      try expectEqual(again.order, edit.order, "the place")
      try expectEqual(await store.texts(), ["Edited"], "the messages")
      try expectEqual(
        await store.claim(of: next.stream, in: .first), next.settled.cut(by: again), "the claim after it")
    },
    proves(.retries, "a Retry of a regeneration keeps the key of the reply that it replaced") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.regenerate("again", target: first.reply), text: "Part")
      let request = ClaimRequest.regenerate("again", target: first.reply).retry(of: second, "retry")
      let third = try await store.claimNew(request)
      try expectEqual(third.key, second.key, "the key")
      try expectEqual(third.order, second.order, "the place")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
    },
    proves(.retries, "a Retry of a continuation keeps reply and segment, and the answers stay") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let request = ClaimRequest.continuation("more", of: first.reply, [.output("call-1", 7)])
      let second = try await store.claimNew(request)
      _ = try await store.settle(second.settlement("Part"))
      let third = try await store.claimNew(request.retry(of: second, "retry"))
      try expectEqual(third.key, second.key, "the key")
      try expectEqual(third.reply, first.reply, "the reply")
      try expectEqual(third.segment, 1, "the segment")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled, "the first segment's claim")
      _ = try await store.settle(third.settlement("Whole"))
      let whole = try await store.message(first.reply, in: .first)
      try expectEqual(whole?.message.text, "Whole", "the text")
      try expectEqual(whole?.message.parts.first?.json["output"], 7, "the output")
    },
    proves(.retries, "a Retry of a reply cuts its continuations too") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimAndSettle(
        .continuation("more", of: first.reply, [.output("call-1")]), text: "More")
      let third = try await store.claimNew(.turn(1).retry(of: first, "retry"))
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
      try expectEqual(
        await store.claim(of: second.stream, in: .first), second.settled.cut(by: third), "the continuation")
    },
    proves(.retries, "an abandoned claim is found by a repeat, and made anew by a Retry") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .abandoned)
      let found = try await store.claimExisting(.turn(1, attempt: 2))
      try expectEqual(found.claim, first.with { $0.state = .abandoned }, "the claim")
      try expect(found.isLastTurn, "it is not the last turn")
      let second = try await store.claimNew(.turn(1).retry(of: first, "retry"))
      try expectEqual(second.order, first.order, "the place")
    },
    proves(.retries, "a new request may say that it replaces a stream: it is new all the same") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2).with { $0.replaces = first.stream })
      try expectEqual(second.order, 4, "the place")
      try expectEqual(second.supersedes, first.stream, "the superseded stream")
    },
  ]
}

extension StoredMessage {
  /// The message with something changed.
  func with(_ change: (inout StoredMessage) -> Void) -> StoredMessage {
    var copy = self
    change(&copy)
    return copy
  }
}
