import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// How claims are found.
  static let lookUpCases = [
    proves(.findsClaims, "a claim is found by its key and by its stream") { store in
      let first = try await store.claimNew(.turn(1))
      let second = try await store.claimNew(.turn(2))
      for claim in [first, second] {
        try expectEqual(await store.claim(for: claim.key), claim, "by key")
        try expectEqual(await store.claim(of: claim.stream, in: .first), claim, "by stream")
      }
    },
    proves(.findsClaims, "a claim is found by the message it answers and by the reply it makes") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.turn(2))
      try expectEqual(await store.claim(about: claim.key.message, in: .first), claim, "by its message")
      try expectEqual(await store.claim(about: claim.reply, in: .first), claim, "by its reply")
    },
    proves(.findsClaims, "of several claims about a message the newest is found") { store in
      let first = try await store.claimNew(.turn(1, at: 9))
      let second = try await store.claimNew(.regenerate("again", target: first.reply, at: 5))
      _ = try await store.claimNew(.turn(2, at: 1))
      try expectEqual(await store.claim(about: first.key.message, in: .first), second, "by the message")
      try expectEqual(
        await store.claim(about: first.reply, in: .first), first.cut(by: second), "by the reply that was cut")
    },
    proves(.findsClaims, "the last claim is the one with the last place, whatever the clocks said") { store in
      _ = try await store.claimNew(.turn(1, at: 9))
      let second = try await store.claimNew(.turn(2, at: 5))
      try expectEqual(await store.lastClaim(in: .first), second, "the last claim")
      _ = try await store.claimExisting(.turn(1, attempt: 2, at: 20))
      try expectEqual(await store.lastClaim(in: .first), second, "the last claim after a repeat")
    },
    proves(.findsClaims, "no claim is found in another session") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.claimNew(.turn(7, in: .second))
      try expectEqual(await store.claim(of: claim.stream, in: .second), nil, "by stream")
      try expectEqual(await store.claim(about: claim.key.message, in: .second), nil, "by message")
      try expectEqual(await store.claim(about: claim.reply, in: .second), nil, "by reply")
      try expectEqual(await store.lastClaim(in: SessionID("none")), nil, "the last of no session")
    },
  ]
}
