import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Saving a reply.
  static let settlingCases = [
    proves(.settles, "settling saves the reply and settles the claim") { store in
      let claim = try await store.claimNew(.turn(1))
      let reply = claim.reply("It depends.", at: 7)
      try expectEqual(await store.settle(claim.settlement(of: reply, at: 8)), .settled, "the outcome")
      try expectEqual(await store.message(claim.reply, in: .first), reply, "the reply")
      try expectEqual(await store.allMessages().last, reply, "the last message")
      var expected = claim
      expected.state = .settled
      try expectEqual(await store.claim(for: claim.key), expected, "the claim")
    },
    proves(.settles, "settling is a change of the conversation: its time is the settlement's") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.settle(claim.settlement("Answer", at: 42))
      let expected = SessionRecord(
        id: .first, principal: .ada, title: "Question 1", activeStream: claim.stream, createdAt: .second(1),
        updatedAt: .second(42))
      try expectEqual(await store.session(.first), expected, "the session")
    },
    proves(.settles, "without a message only the claim is settled") { store in
      let claim = try await store.claimNew(.turn(1))
      try expectEqual(await store.settle(claim.settlement(of: nil)), .settled, "the outcome")
      try expectEqual(await store.allMessages().count, 1, "messages")
      try expectEqual(await store.claim(for: claim.key)?.state, .settled, "the claim's state")
    },
    proves(.settles, "an unlogged claim is settled too") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .toUnlogged)
      try expectEqual(await store.settle(claim.settlement()), .settled, "the outcome")
      try expectEqual(await store.claim(for: claim.key)?.state, .settled, "the claim's state")
      _ = try required(await store.message(claim.reply, in: .first), "the reply")
    },
    proves(.settles, "a claim that went to another run is settled by its stream") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.move(claim, to: .run(RunID("successor")))
      try expectEqual(await store.settle(claim.settlement()), .settled, "the outcome")
    },
    proves(.settles, "a superseded claim is settled") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2))
      try expectEqual(await store.settle(first.settlement()), .settled, "the outcome")
      try expectEqual(await store.claim(for: second.key)?.state, .claimed, "the other claim's state")
    },
    proves(.settles, "a failed stream of a submit leaves its message and its claim as they are") { store in
      let claim = try await store.claimNew(.turn(1))
      try expectEqual(await store.settle(claim.settlement(of: nil).failed), .settled, "the outcome")
      try expectEqual(await store.claim(for: claim.key), claim.settled, "the claim")
      try expectEqual(await store.texts(), ["Question 1"], "the messages")
    },
    proves(.settlesOnce, "a repeat of a settlement changes nothing, whatever it says") { store in
      let claim = try await store.claimAndSettle(.turn(1), text: "First", at: 10)
      try await store.expectUnchanged("a repeat") {
        let repeats = [
          claim.settlement("First", at: 10), claim.settlement("Second", at: 20),
          claim.settlement(of: nil),
        ]
        for settlement in repeats {
          try expectEqual(await store.settle(settlement), .alreadySettled, "the outcome")
        }
      }
    },
    proves(.settlesOnce, "a claim that was settled without a message stays without one") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.settle(claim.settlement(of: nil))
      try expectEqual(await store.settle(claim.settlement("Late")), .alreadySettled, "the outcome")
      try expectEqual(await store.message(claim.reply, in: .first), nil, "the reply")
    },
    proves(.idempotent, "a reply is settled by a repeat after newer turns, at its place") { store in
      let first = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      let before = try await store.allMessages()
      try expectEqual(await store.settle(first.settlement()), .alreadySettled, "the outcome")
      try expectEqual(await store.allMessages(), before, "the messages")
    },
    proves(.exact, "status, model and usage of a reply come back") { store in
      let usages: [Usage?] = [
        nil, Usage(inputTokens: 1), Usage(outputTokens: 0),
        Usage(inputTokens: 1 << 40, outputTokens: 1 << 41),
      ]
      for (number, usage) in usages.enumerated() {
        let claim = try await store.claimNew(.turn(number + 1))
        var reply = claim.reply()
        reply.status = number.isMultiple(of: 2) ? .complete : .interrupted
        reply.model = number.isMultiple(of: 2) ? nil : "model \(number) / ü"
        reply.usage = usage
        _ = try await store.settle(claim.settlement(of: reply))
        try expectEqual(await store.message(claim.reply, in: .first), reply, "reply \(number)")
      }
    },
    proves(.exact, "the metadata of a reply comes back") { store in
      let claim = try await store.claimNew(.turn(1))
      var reply = claim.reply()
      reply.message.metadata = ["usage": ["total": 8], "tags": ["a", "b"], "": .null]
      _ = try await store.settle(claim.settlement(of: reply))
      try expectEqual(await store.message(claim.reply, in: .first), reply, "the reply")
    },
  ]
}
