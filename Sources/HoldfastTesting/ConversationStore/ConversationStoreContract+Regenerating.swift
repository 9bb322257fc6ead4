import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Another reply in place of one.
  static let regenerationCases = [
    proves(.regenerates, "a reply that is named is replaced, and what came after it is cut") { store in
      let first = try await store.claimAndSettle(.turn(1), text: "One")
      _ = try await store.claimAndSettle(.turn(2))
      let claim = try await store.claimNew(.regenerate("again", target: first.reply))
      let key = ClaimKey(
        session: .first, message: first.key.message, trigger: .regenerate, target: first.reply.rawValue)
      try expectEqual(claim.key, key, "the key")
      try expectEqual(claim.order, first.order, "the place")
      try expectEqual(claim.fingerprint, [], "the fingerprint")
      try expect(claim.reply != first.reply, "the reply has the same id")
      try expectEqual(await store.claim(for: key), claim, "the claim of the key")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
      _ = try await store.settle(claim.settlement("Two"))
      try expectEqual(await store.texts(), ["Question 1", "Two"], "the messages at last")
    },
    proves(.regenerates, "the reply to a user message that is named is replaced") { store in
      let first = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      let claim = try await store.claimNew(.regenerate("again", target: first.key.message))
      try expectEqual(claim.order, first.order, "the place")
      try expectEqual(claim.key.target, first.reply.rawValue, "the target")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
    },
    proves(.regenerates, "the last reply is replaced when none is named") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let claim = try await store.claimNew(.regenerate("again"))
      try expectEqual(claim.order, second.order, "the place")
      try expectEqual(claim.key.message, second.key.message, "the message that is answered")
      try expectEqual(claim.key.target, second.reply.rawValue, "the target")
    },
    proves(.regenerates, "a reply that is not saved yet is replaced, and its stream superseded") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.regenerate("again", target: first.reply))
      try expectEqual(second.supersedes, first.stream, "the superseded stream")
      try expectEqual(second.key.target, first.reply.rawValue, "the target")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.cut(by: second), "the first claim")
    },
    proves(.regenerates, "a target that is unknown means the reply after the stored message") { store in
      let first = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      let request = ClaimRequest.regenerate("again", target: MessageID("unknown"), after: first.key.message)
      let claim = try await store.claimNew(request)
      try expectEqual(claim.order, first.order, "the place")
      try expectEqual(claim.key.target, first.reply.rawValue, "the target")
    },
    proves(.regenerates, "a target that is known counts, whatever stands after") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let request = ClaimRequest.regenerate("again", target: second.reply, after: first.key.message)
      try expectEqual(await store.claimNew(request).order, second.order, "the place")
    },
    proves(.regenerates, "without a place there is nothing to regenerate, and nothing is written") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(1, in: .second))
      let requests: [ClaimRequest] = [
        .regenerate("again", target: MessageID("unknown")),
        .regenerate("again", target: MessageID("unknown"), after: MessageID("unknown too")),
        .regenerate("again", target: MessageID("unknown"), after: claim.reply),
        .regenerate("again", target: MessageID("reply-session2t1a1")),
      ]
      try await store.expectUnchanged("a regeneration of nothing") {
        for request in requests {
          try expectEqual(await store.claim(request), .targetNotFound, "\(request.turn)")
        }
      }
    },
    proves(.regenerates, "a reply that was replaced before gives the one in its place") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.regenerate("again", target: first.reply))
      try await store.expectUnchanged("a repeat") {
        let found = try await store.claimExisting(.regenerate("repeat", target: first.reply))
        try expectEqual(found.claim, second.settled, "the claim")
        try expect(found.isLastTurn, "it is not the last turn")
      }
      let third = try await store.claimAndSettle(.regenerate("third", target: second.reply))
      for reply in [first.reply, second.reply] {
        let found = try await store.claimExisting(.regenerate("late", target: reply))
        try expectEqual(found.claim, third.settled, "the claim at the place of \(reply)")
      }
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try expectEqual(
        await store.claimExisting(.regenerate("later", target: third.reply)).claim, edit, "after an edit")
    },
    proves(.regenerates, "a repeat without a name is found until the regeneration has come to its end") {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      try expectEqual(await store.claimExisting(.regenerate("repeat")).claim, second, "while it is claimed")
      try expectEqual(
        await store.claimExisting(.regenerate("repeat", target: second.key.message)).claim, second,
        "by the user message")
      _ = try await store.move(second, to: .toUnlogged)
      try expectEqual(
        await store.claimExisting(.regenerate("repeat")).claim.stream, second.stream, "while it is unlogged")
      _ = try await store.settle(second.settlement())
      let third = try await store.claimNew(.regenerate("third"))
      try expectEqual(third.key.target, second.reply.rawValue, "the target of the next")
    },
    proves(.regenerates, "a repeat without a name of an abandoned regeneration is found") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimNew(.regenerate("again"))
      _ = try await store.move(second, to: .abandoned)
      let found = try await store.claimExisting(.regenerate("repeat"))
      try expectEqual(found.claim, second.with { $0.state = .abandoned }, "the claim")
    },
    proves(.idempotent, "a regeneration whose outcome is unknown is repeated, also after it was saved") {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let request = ClaimRequest.regenerate("again")
      let claim = try await store.claimAndSettle(request)
      try await store.expectUnchanged("a repeat of the very call") {
        try expectEqual(await store.claimExisting(request).claim, claim.settled, "the claim")
      }
    },
    proves(.regenerates, "the reply to a message whose claim was ended is made") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .ended)
      let claim = try await store.claimNew(.regenerate("again"))
      try expectEqual(claim.order, first.order, "the place")
      try expectEqual(claim.supersedes, nil, "the superseded stream")
    },
  ]
}
