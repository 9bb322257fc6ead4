import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// How the user message of a claim is stored, and when it is refused.
  static let messageCases = [
    proves(.storesMessage, "a claim stores the user message") { store in
      let request = ClaimRequest.turn(1).with {
        $0.message.metadata = ["client": "web", "n": [1, true, .null]]
      }
      _ = try await store.claimNew(request)
      let expected = StoredMessage(message: request.message, order: 1, createdAt: .second(1))
      try expectEqual(await store.allMessages(), [expected], "the messages")
      try expectEqual(await store.message(request.message.id, in: .first), expected, "the message by its id")
    },
    proves(.storesMessage, "the same message id in two sessions is two messages") { store in
      _ = try await store.claimNew(.turn(1, text: "One"))
      _ = try await store.claimNew(.turn(1, in: .second, text: "Two"))
      try expectEqual(await store.allMessages(in: .first).map(\.message.text), ["One"], "the first session")
      try expectEqual(await store.allMessages(in: .second).map(\.message.text), ["Two"], "the second session")
    },
    proves(.storesMessage, "a message that is answered again is stored once and keeps its place") { store in
      _ = try await store.claimNew(.turn(1))
      let before = try await store.allMessages()
      _ = try await store.claimNew(.regenerate("again", at: 3))
      _ = try await store.claimExisting(.turn(1, attempt: 2).with { $0.message.metadata = "changed" })
      try expectEqual(await store.allMessages(), before, "the messages")
    },
    proves(.refusesConflict, "other content for the same request is refused and writes nothing") { store in
      _ = try await store.claimNew(.turn(1))
      try await store.expectUnchanged("a conflict") {
        let conflict = ClaimRequest.turn(1, text: "Other content", attempt: 2, at: 9)
        try expectEqual(await store.claim(conflict), .messageConflict, "the other content")
      }
    },
    proves(.refusesConflict, "other content for a message that was answered again is refused") { store in
      _ = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimNew(.regenerate("again"))
      let conflict = ClaimRequest.turn(1, text: "Other content", attempt: 2, at: 9)
      try await store.expectUnchanged("a conflict") {
        try expectEqual(await store.claim(conflict), .messageConflict, "the other content")
      }
      try expectEqual(await store.claim(of: conflict.stream, in: .first), nil, "the conflict's claim")
    },
    proves(.refusesConflict, "the id of a reply is taken for an edit too, and by a reply that was cut") {
      store in
      let claim = try await store.claimAndSettle(.turn(1))
      _ = try await store.claimNew(.regenerate("again"))
      let message = UIMessage(id: claim.reply, role: .user, parts: [.text("Mine now")])
      for request in [ClaimRequest.turn(2), .edit(2)] {
        try await store.expectUnchanged("a conflict") {
          try expectEqual(await store.claim(request.asking(message)), .messageConflict, "the reply's id")
        }
      }
    },
    proves(.refusesConflict, "the id of a saved reply is taken") { store in
      let claim = try await store.claimAndSettle(.turn(1))
      let message = UIMessage(id: claim.reply, role: .user, parts: [.text("Mine now")])
      try await store.expectUnchanged("a conflict") {
        try expectEqual(await store.claim(.turn(2).asking(message)), .messageConflict, "the reply's id")
      }
    },
    proves(.refusesConflict, "the id of a reply that is promised is taken") { store in
      let claim = try await store.claimNew(.turn(1))
      let message = UIMessage(id: claim.reply, role: .user, parts: [.text("Mine now")])
      try await store.expectUnchanged("a conflict") {
        try expectEqual(await store.claim(.turn(2).asking(message)), .messageConflict, "the reply's id")
      }
    },
    proves(.refusesConflict, "the id of a reply is taken in its own session only") { store in
      let claim = try await store.claimNew(.turn(1))
      let message = UIMessage(id: claim.reply, role: .user, parts: [.text("Mine now")])
      _ = try await store.claimNew(.turn(2, in: .second).asking(message))
    },
    proves(.refusesConflict, "a conflict uses up no place") { store in
      _ = try await store.claimNew(.turn(1))
      _ = try await store.claim(.turn(1, text: "Other content", attempt: 2))
      try expectEqual(await store.claimNew(.turn(2)).order, 4, "the place of the next reply")
    },
  ]
}
