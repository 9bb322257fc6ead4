import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Who may claim.
  static let principalCases = [
    proves(.keepsOthersOut, "a claim in somebody else's session is refused and writes nothing") { store in
      _ = try await store.claimAndSettle(.turn(1))
      let foreign = ClaimRequest.turn(2, by: .bob, attempt: 2)
      try await store.expectUnchanged("a foreign claim") {
        try expectEqual(await store.claim(foreign), .sessionForbidden, "the foreign claim")
      }
      try expectEqual(await store.claim(for: foreign.key), nil, "its claim")
      try expectEqual(await store.message(foreign.message.id, in: .first), nil, "its message")
    },
    proves(.keepsOthersOut, "a repeat of somebody else's own request is refused") { store in
      _ = try await store.claimNew(.turn(1))
      try expectEqual(await store.claim(.turn(1, by: .bob)), .sessionForbidden, "the foreign repeat")
    },
    proves(.keepsOthersOut, "somebody else learns nothing of a message that is there") { store in
      _ = try await store.claimNew(.turn(1))
      let guess = ClaimRequest.turn(1, by: .bob, text: "Other content")
      try expectEqual(await store.claim(guess), .sessionForbidden, "the foreign conflict")
    },
    proves(.keepsOthersOut, "a user and a visitor of the same id are two principals") { store in
      _ = try await store.claimNew(.turn(1, by: .user("x")))
      let visitor = ClaimRequest.turn(2, by: .anonymous("x"))
      try expectEqual(await store.claim(visitor), .sessionForbidden, "the visitor's claim")
      let page = try await store.sessions(of: .anonymous("x"), after: nil, limit: 10)
      try expectEqual(page, [], "the visitor's sessions")
    },
  ]
}
