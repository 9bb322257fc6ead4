import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Idempotency keys.
  static let keyCases = [
    proves(.keepsKeys, "a key that is known finds its claim, whatever the request asks for") { store in
      let claim = try await store.claimNew(.turn(1).with { $0.idempotencyKey = .sample() })
      let requests: [ClaimRequest] = [
        .turn(1, attempt: 2), .turn(2), .edit(1, text: "Edited"), .regenerate("again"),
        .continuation("more", of: MessageID("unknown"), []),
      ]
      try await store.expectUnchanged("a repeat with the key") {
        for request in requests {
          let found = try await store.claimExisting(request.with { $0.idempotencyKey = .sample() })
          try expectEqual(found.claim, claim, "the claim for \(request.turn)")
          try expect(found.isLastTurn, "it is not the last turn")
        }
      }
    },
    proves(.keepsKeys, "a key with another fingerprint is refused, and nothing is written") { store in
      _ = try await store.claimNew(.turn(1).with { $0.idempotencyKey = .sample() })
      let requests: [ClaimRequest] = [.turn(1), .turn(2), .edit(1, text: "Edited"), .regenerate("again")]
      try await store.expectUnchanged("another request with the key") {
        for request in requests {
          let outcome = try await store.claim(request.with { $0.idempotencyKey = .sample(body: 2) })
          try expectEqual(outcome, .keyReused, "the outcome for \(request.turn)")
        }
      }
    },
    proves(.keepsKeys, "keys are told apart by name and by session") { store in
      let keys = ["k", "K", "", "k\u{0}", "é", "e\u{301}"]
      var claims: [Claim] = []
      for (number, name) in keys.enumerated() {
        claims.append(try await store.claimNew(.turn(number + 1).with { $0.idempotencyKey = .sample(name) }))
      }
      for (claim, name) in zip(claims, keys) {
        let found = try await store.claimExisting(.turn(99).with { $0.idempotencyKey = .sample(name) })
        try expectEqual(found.claim, claim, "the claim of \(name)")
      }
      _ = try await store.claimNew(.turn(1, in: .second).with { $0.idempotencyKey = .sample("k", body: 2) })
    },
    proves(.keepsKeys, "a key is noted with a claim that is found") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.claimExisting(.turn(1, attempt: 2).with { $0.idempotencyKey = .sample() })
      let found = try await store.claimExisting(.turn(2).with { $0.idempotencyKey = .sample() })
      try expectEqual(found.claim, claim, "the claim")
    },
    proves(.keepsKeys, "a key is not noted when the request is refused") { store in
      let claim = try await store.claimNew(.turn(1))
      let refused: [(ClaimRequest, ClaimOutcome)] = [
        (.turn(1, text: "Other content"), .messageConflict),
        (.regenerate("again", target: MessageID("unknown")), .targetNotFound),
        (.turn(2).with { $0.onActive = .yield(unless: nil) }, .active(claim)),
      ]
      for (request, outcome) in refused {
        let keyed = request.with { $0.idempotencyKey = .sample() }
        try expectEqual(await store.claim(keyed), outcome, "the outcome")
      }
      _ = try await store.claimNew(.turn(3).with { $0.idempotencyKey = .sample(body: 2) })
    },
    proves(.keepsKeys, "a key is known for as long as it is kept, and then it is free") { store in
      let retention = IdempotencyKey.retention
      let first = try await store.claimAndSettle(.turn(1).with { $0.idempotencyKey = .sample() })
      let late = ClaimRequest.turn(2).with { request in
        request.idempotencyKey = .sample(body: 2)
        request.now = .second(1) + retention - .milliseconds(1)
      }
      try expectEqual(await store.claim(late), .keyReused, "a millisecond before")
      let later = late.with { $0.now = .second(1) + retention }
      let second = try await store.claimNew(later)
      try expectEqual(second.order, first.order + 2, "the place")
      try expectEqual(await store.claimExisting(later).claim, second, "the key's claim from then on")
    },
    proves(.keepsKeys, "a repeat with a key does not make it younger") { store in
      let request = ClaimRequest.turn(1).with { $0.idempotencyKey = .sample() }
      _ = try await store.claimNew(request)
      _ = try await store.claimExisting(request.with { $0.now = .second(50_000) })
      let late = ClaimRequest.turn(2).with { request in
        request.idempotencyKey = .sample(body: 2)
        request.now = .second(1) + IdempotencyKey.retention
      }
      _ = try await store.claimNew(late)
    },
    proves(.keepsKeys, "a key moves with a Retry, with or without the key") { store in
      let request = ClaimRequest.turn(1).with { $0.idempotencyKey = .sample() }
      let first = try await store.claimAndSettle(request)
      let second = try await store.claimAndSettle(request.retry(of: first, "retry"))
      try expectEqual(await store.claimExisting(request).claim, second.settled, "after a Retry with the key")
      let third = try await store.claimNew(ClaimRequest.turn(1).retry(of: second, "third"))
      try expectEqual(await store.claimExisting(request).claim, third, "after a Retry without it")
    },
    proves(.keepsKeys, "a key of a claim that was cut finds it, no longer the last turn, and makes none anew")
    {
      store in
      _ = try await store.claimAndSettle(.turn(1))
      let request = ClaimRequest.turn(2).with { $0.idempotencyKey = .sample() }
      let second = try await store.claimAndSettle(request)
      let edit = try await store.claimNew(.edit(1, text: "Edited"))
      try await store.expectUnchanged("repeats") {
        for repeated in [request, request.retry(of: second, "retry")] {
          let found = try await store.claimExisting(repeated)
          try expectEqual(found.claim, second.settled.cut(by: edit), "the claim")
          try expect(!found.isLastTurn, "what was cut is the last turn")
        }
      }
    },
    proves(.keepsKeys, "a key of a claim that failed and undid itself starts anew with a Retry") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let request = ClaimRequest.regenerate("again").with { $0.idempotencyKey = .sample() }
      let second = try await store.claimNew(request)
      _ = try await store.settle(second.settlement(of: nil).failed)
      let found = try await store.claimExisting(request)
      try expectEqual(found.claim, second.settled.cut(by: second), "the claim that is found")
      try expect(found.isLastTurn, "it is not the last turn")
      let third = try await store.claimNew(request.retry(of: second, "retry"))
      try expectEqual(third.key, second.key, "the key of the claim")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: third), "the first")
      try expectEqual(await store.claimExisting(request).claim, third, "the key's claim from then on")
    },
    proves(.keepsKeys, "a key of a Retry that failed finds what came back, and makes it anew") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let request = ClaimRequest.turn(1).retry(of: first, "retry").with { $0.idempotencyKey = .sample() }
      let second = try await store.claimNew(request)
      _ = try await store.settle(second.settlement(of: nil).failed)
      let third = try await store.claimNew(request.retry(of: second, "third"))
      try expectEqual(third.order, first.order, "the place")
      try expectEqual(
        await store.claim(of: first.stream, in: .first), first.settled.cut(by: third), "the first")
    },
    proves(.deletes, "a session's keys go with it") { store in
      _ = try await store.claimNew(.turn(1).with { $0.idempotencyKey = .sample() })
      try await store.erase()
      _ = try await store.claimNew(.turn(2, by: .bob).with { $0.idempotencyKey = .sample(body: 2) })
      try expectEqual(await store.removeKeys(notedBefore: .never, limit: 9), 1, "the keys that were left")
    },
  ]
}
