import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Other content in the place of a message.
  static let editCases = [
    proves(.edits, "an edit of a message that is not stored is a submit") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let edit = try await store.claimNew(.edit(2))
      try expectEqual(edit.order, 4, "the place")
      try expectEqual(edit.key, ClaimRequest.turn(2).key, "the key")
      try expectEqual(edit.key.trigger, .submit, "the trigger")
      try expectEqual(await store.texts(), ["Question 1", "Answer", "Question 2"], "the messages")
    },
    proves(.edits, "an edit takes the place of the message and of its reply, and what came after is cut") {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      _ = try await store.claimAndSettle(.turn(3))
      let request = ClaimRequest.edit(2, text: "Edited", at: 9).with { $0.message.metadata = ["v": 2] }
      let edit = try await store.claimNew(request)
      try expectEqual(edit.order, second.order, "the place of the reply")
      try expectEqual(edit.key, second.key, "the key")
      try expectEqual(edit.segment, 0, "the segment")
      try expectEqual(edit.number, 4, "the number")
      try expectEqual(await store.texts(), ["Question 1", "Answer", "Edited"], "the messages")
      let expected = StoredMessage(message: request.message, order: 3, createdAt: .second(9))
      try expectEqual(await store.message(request.message.id, in: .first), expected, "the new version")
      try expectEqual(await store.claim(for: edit.key), edit, "the live claim of the key")
      _ = try await store.settle(edit.settlement("Anew"))
      try expectEqual(
        await store.texts(), ["Question 1", "Answer", "Edited", "Anew"], "the messages at last")
    },
    proves(.edits, "an edit with the same content is a repeat, and writes nothing") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      try await store.expectUnchanged("an edit with the same content") {
        let request = ClaimRequest.edit(1, attempt: 2, at: 9).with { $0.message.metadata = "changed" }
        let found = try await store.claimExisting(request)
        try expectEqual(found.claim, claim.settled, "the claim")
        try expect(found.isLastTurn, "it is not the last turn")
      }
    },
    proves(.edits, "a repeat of an edit is found, in the middle too, until it is edited again") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let first = try await store.claimNew(.edit(1, text: "Edited"))
      _ = try await store.claimNew(.turn(2))
      let found = try await store.claimExisting(.edit(1, text: "Edited", attempt: 2))
      try expectEqual(found.claim, first, "the claim")
      try expect(!found.isLastTurn, "it is the last turn")
      let second = try await store.claimNew(.edit(1, text: "Edited again", attempt: 3))
      try expectEqual(
        await store.claimExisting(.edit(1, text: "Edited again", attempt: 4)).claim, second, "again")
      try expectEqual(await store.texts(), ["Edited again"], "the messages")
    },
    proves(.edits, "after an edit the first content is other content") { store in
      _ = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.edit(1, text: "Edited"))
      try await store.expectUnchanged("a late repeat") {
        try expectEqual(await store.claim(.turn(1, attempt: 2)), .messageConflict, "the first content")
      }
      try expectEqual(
        await store.claimExisting(.turn(1, text: "Edited", attempt: 3)).isLastTurn, true, "the new one")
    },
    proves(.edits, "an edit supersedes the stream that is active, and no other") { store in
      let first = try await store.claimNew(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try expectEqual(edit.supersedes, first.stream, "what the edit supersedes")
      try expectEqual(await store.session(.first)?.activeStream, edit.stream, "the pointer")
      _ = try await store.settle(edit.settlement())
      let again = try await store.claimNew(.edit(1, text: "Edited again", attempt: 2))
      try expectEqual(again.supersedes, nil, "what the next edit supersedes")
    },
    proves(.edits, "an edit keeps the title of the session and moves its time of change") { store in
      _ = try await store.claimAndSettle(.turn(1), at: 2)
      let edit = try await store.claimNew(.edit(1, text: "Edited", at: 9))
      let expected = SessionRecord(
        id: .first, principal: .ada, title: "Question 1", activeStream: edit.stream, createdAt: .second(1),
        updatedAt: .second(9))
      try expectEqual(await store.session(.first), expected, "the session")
    },
    proves(.edits, "the new version of a message comes back byte for byte") { store in
      for (number, text) in Awkward.texts.enumerated() {
        _ = try await store.claimNew(.turn(number + 1, text: "before"))
        let part = try MessagePart.sample(Awkward.part)
        let message = UIMessage(
          id: MessageID("message-\(number + 1)"), role: .user, metadata: .object(part.json),
          parts: [.text(text), part])
        _ = try await store.claimNew(ClaimRequest.edit(number + 1).asking(message))
        try expectEqual(await store.message(message.id, in: .first)?.message.bytes, message.bytes, text)
      }
    },
    proves(.keepsOthersOut, "somebody else edits, regenerates and continues nothing") { store in
      let claim = try await store.claimAndCall([.call("call-1")])
      let requests: [ClaimRequest] = [
        .edit(1, text: "Mine now"), .regenerate("again"), .regenerate("again", target: claim.reply),
        .continuation("more", of: claim.reply, [.output("call-1")]), .turn(1).retry(of: claim, "again"),
      ]
      for request in requests {
        let foreign = request.with { request in
          request.principal = .bob
          request.idempotencyKey = .sample()
        }
        try await store.expectUnchanged("a foreign request") {
          try expectEqual(await store.claim(foreign), .sessionForbidden, "the outcome")
        }
      }
      // Nor was the key noted.
      let keyed = ClaimRequest.turn(2).with { $0.idempotencyKey = .sample(body: 2) }
      _ = try await store.claimNew(keyed)
    },
  ]
}
