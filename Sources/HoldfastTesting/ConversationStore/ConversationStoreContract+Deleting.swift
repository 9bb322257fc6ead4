import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Deleting a session.
  static let deletionCases = [
    proves(.deletes, "a session is deleted with its messages, claims and draft") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(2)), of: .ada, for: .first)
      try expect(await store.deleteSession(.first, of: .ada, now: .second(60)) != nil, "there was no session")
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
      try expectEqual(await store.message(claim.reply, in: .first), nil, "the reply")
      try expectEqual(await store.claim(for: claim.key), nil, "the claim by key")
      try expectEqual(await store.claim(of: claim.stream, in: .first), nil, "the claim by stream")
      try expectEqual(await store.claim(about: claim.reply, in: .first), nil, "the claim by reply")
      try expectEqual(await store.draft(of: .ada, for: .first), nil, "the draft")
      try expectEqual(await store.sessions(of: .ada, after: nil, limit: 10), [], "the list")
    },
    proves(.deletes, "somebody else's session is not deleted") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let draft = Draft(text: "draft", updatedAt: .second(2))
      try await store.saveDraft(draft, of: .ada, for: .first)
      try await store.expectUnchanged("a foreign deletion") {
        try expect(await store.deleteSession(.first, of: .bob, now: .second(60)) == nil, "bob deleted it")
        try expect(
          await store.deleteSession(.first, of: .anonymous("ada"), now: .second(60)) == nil,
          "a visitor deleted it")
      }
      try expectEqual(await store.draft(of: .ada, for: .first), draft, "the draft")
    },
    proves(
      .deletes, "a session that is not there is not deleted; one that was deleted is found by its tombstone"
    ) { store in
      try expect(
        await store.deleteSession(.first, of: .ada, now: .second(60)) == nil,
        "there was a session before the first claim")
      _ = try await store.claimNew(.turn(1))
      try expect(
        await store.deleteSession(.first, of: .ada, now: .second(60)) != nil,
        "there was no session after the first claim")
      try expect(
        await store.deleteSession(.first, of: .ada, now: .second(60)) != nil, "the tombstone was not found")
    },
    proves(.deletes, "the id of a deleted session is free when its tombstone is removed, for anybody") {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimAndSettle(.turn(2))
      try await store.erase()
      let claim = try await store.claimNew(.turn(1, by: .bob, text: "Other content", attempt: 2, at: 50))
      try expectEqual(claim.order, 2, "the place of the reply")
      try expectEqual(claim.supersedes, nil, "the superseded stream")
      let expected = SessionRecord(
        id: .first, principal: .bob, title: "Other content", activeStream: claim.stream,
        createdAt: .second(50), updatedAt: .second(50))
      try expectEqual(await store.session(.first), expected, "the new session")
      try expectEqual(await store.allMessages().count, 1, "its messages")
      try expectEqual(await store.claim(.turn(3, by: .ada)), .sessionForbidden, "the owner before")
    },
    proves(.deletes, "deleting a session touches no other") { store in
      _ = try await store.claimAndSettle(.turn(1, in: .first))
      _ = try await store.claimAndSettle(.turn(1, in: .second))
      let draft = Draft(text: "draft", updatedAt: .second(2))
      try await store.saveDraft(draft, of: .ada, for: .second)
      try await store.saveDraft(draft, of: .bob, for: .first)
      try await store.expectUnchanged("deleting the first", in: .second) {
        _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
      }
      try expectEqual(await store.draft(of: .ada, for: .second), draft, "the draft for the other session")
      try expectEqual(await store.draft(of: .bob, for: .first), draft, "somebody else's draft")
    },
  ]
}
