import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What comes back.
  static let restoringCases = [
    proves(.restores, "a failed edit brings back all that it cut, and is cut itself") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let before = try await store.allMessages()
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try expectEqual(await store.settle(edit.settlement(of: nil).failed), .settled, "the outcome")
      try expectEqual(await store.allMessages(), before, "the messages")
      for claim in [first, second] {
        try expectEqual(await store.claim(for: claim.key), claim.settled, "claim \(claim.number)")
      }
      let own = edit.settled.cut(by: edit)
      try expectEqual(await store.claim(of: edit.stream, in: .first), own, "the edit's claim")
      try expectEqual(await store.lastClaim(in: .first), second.settled, "the last claim")
      try expectEqual(await store.session(.first)?.activeStream, edit.stream, "the pointer")
    },
    proves(.restores, "a failed regeneration brings the old reply back, and its own text is not listed") {
      store in
      let first = try await store.claimAndSettle(.turn(1), text: "One")
      let second = try await store.claimNew(.regenerate("again", target: first.reply))
      _ = try await store.settle(second.settlement("Two").failed)
      try expectEqual(await store.texts(), ["Question 1", "One"], "the messages")
      try expectEqual(await store.message(second.reply, in: .first), nil, "the failed reply")
      // It can be asked for again, by the old reply's id and by the failed one's.
      let third = try await store.claimNew(.regenerate("third", target: first.reply))
      try expectEqual(third.key, second.key, "the key")
      _ = try await store.settle(third.settlement(of: nil).failed)
      let fourth = try await store.claimNew(.regenerate("fourth", target: third.reply))
      try expectEqual(fourth.key, second.key, "the key, by the failed reply")
      try expectEqual(
        await store.claimExisting(.regenerate("fifth", target: third.reply)).claim, fourth, "a repeat of it")
    },
    proves(.restores, "a failed Retry brings the claim and the part that was saved back") { store in
      let first = try await store.claimAndSettle(.turn(1), text: "Part")
      let second = try await store.claimNew(.turn(1).retry(of: first, "retry"))
      _ = try await store.settle(second.settlement(of: nil).failed)
      try expectEqual(await store.texts(), ["Question 1", "Part"], "the messages")
      try expectEqual(await store.claimExisting(.turn(1, attempt: 2)).claim, first.settled, "the claim")
      _ = try await store.claimNew(.turn(1).retry(of: first, "third"))
    },
    proves(.restores, "a stream that ends otherwise brings nothing back") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      _ = try await store.settle(edit.settlement(of: nil))
      try expectEqual(await store.texts(), ["Edited"], "the messages")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: edit), "the claim")
    },
    proves(.restores, "what came after the failed claim stays") { store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      let third = try await store.claimAndSettle(.turn(3))
      _ = try await store.settle(edit.settlement(of: nil).failed)
      let texts = ["Question 1", "Answer", "Question 2", "Answer", "Question 3", "Answer"]
      try expectEqual(await store.texts(), texts, "the messages")
      try expectEqual(await store.allMessages().map(\.order), Array(1...6), "the places")
      try expectEqual(await store.claim(for: third.key), third.settled, "the later claim")
    },
    proves(.restores, "a failed continuation leaves the reply with its answers") { store in
      let first = try await store.claimAndCall([.call("call-1")])
      let second = try await store.claimNew(.continuation("more", of: first.reply, [.output("call-1", 7)]))
      _ = try await store.settle(second.settlement(of: nil).failed)
      let parts = try await store.message(first.reply, in: .first)?.message.parts
      try expectEqual(parts?.map { $0.json["output"] }, [7], "the parts")
      try expectEqual(await store.claim(for: second.key), second.settled, "the claim")
      try await store.expectUnchanged("a repeat") {
        let found = try await store.claimExisting(
          .continuation("late", of: first.reply, [.output("call-1", 8)]))
        try expectEqual(found.claim, second.settled, "the claim that is found")
      }
    },
    proves(
      .restores, "what a failed claim had cut stays cut while a later one cuts both, and comes back with it"
    ) {
      store in
      let first = try await store.claimAndSettle(.turn(1), text: "One")
      let second = try await store.claimNew(.edit(1, text: "Edited"))
      let third = try await store.claimNew(.edit(1, text: "Edited again", attempt: 2))
      _ = try await store.settle(second.settlement(of: nil).failed)
      try expectEqual(await store.texts(), ["Edited again"], "the messages while the third runs")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: third), "the first")
      _ = try await store.settle(third.settlement(of: nil).failed)
      try expectEqual(await store.texts(), ["Question 1", "One"], "the messages after both failed")
      try expectEqual(await store.claim(for: first.key), first.settled, "the claim")
    },
    proves(.restores, "a failed edit whose new version is answered by a later claim brings nothing back") {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      let third = try await store.claimNew(.regenerate("again", target: edit.reply))
      _ = try await store.settle(edit.settlement(of: nil).failed)
      try expectEqual(await store.texts(), ["Edited"], "the messages")
      _ = try await store.settle(third.settlement("Two"))
      try expectEqual(await store.texts(), ["Edited", "Two"], "the messages at last")
    },
    proves(.restores, "a failed settlement that is repeated changes nothing") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      _ = try await store.settle(edit.settlement(of: nil).failed)
      let next = try await store.claimNew(.edit(1, text: "Edited", attempt: 2))
      try await store.expectUnchanged("a repeat") {
        for settlement in [
          edit.settlement(of: nil).failed, edit.settlement("Late").failed, edit.settlement(),
        ] {
          try expectEqual(await store.settle(settlement), .alreadySettled, "the outcome")
        }
      }
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: next), "the first")
    },
    proves(.exact, "what comes back is byte for byte what was cut") { store in
      let part = try MessagePart.sample(Awkward.part)
      let message = UIMessage(
        id: MessageID("m"), role: .user, metadata: .object(part.json),
        parts: [part] + Awkward.texts.map { .text($0) })
      let first = try await store.claimNew(ClaimRequest.turn(1).asking(message))
      _ = try await store.settle(first.settlement(of: first.reply([part, .call("call-1")])))
      let before = try await store.allMessages()
      let edit = try await store.claimNew(
        ClaimRequest.edit(1).asking(UIMessage(id: message.id, role: .user, parts: [.text("Edited")])))
      _ = try await store.settle(edit.settlement(of: nil).failed)
      let after = try await store.allMessages()
      try expectEqual(after, before, "the messages")
      try expect(after.map(\.message.bytes) == before.map(\.message.bytes), "the bytes were changed")
    },
  ]
}
