import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Quota under many at once, and what is listed and removed.
  static let quotaListCases = [
    proves(.reservesUnderLock, "200 reservations at once against a limit of 50 grant exactly 50") { store in
      let outcomes = try await concurrently(200) { number in
        try await store.reserve(.sample("r\(number)", limits: [.daily(50)]))
      }
      let granted = outcomes.count { if case .granted = $0 { true } else { false } }
      let refused = outcomes.count { if case .exceeded = $0 { true } else { false } }
      try expectEqual(granted, 50, "grants")
      try expectEqual(refused, 150, "refusals")
      let account = try await store.quotaAccount(of: .ada)
      try expectEqual(account.outstandingCount, 50, "outstanding")
      try await store.expectQuotaAddsUp()
    },
    proves(.reservesUnderLock, "50 equal reservations at once make one") { store in
      let outcomes = try await concurrently(50) { _ in try await store.reserve(.sample("r1")) }
      let granted = outcomes.count { if case .granted = $0 { true } else { false } }
      let existing = outcomes.count { if case .existing = $0 { true } else { false } }
      try expectEqual(granted, 1, "grants")
      try expectEqual(existing, 49, "repeats")
      try expectEqual(await store.quotaAccount(of: .ada).reserved.count, 1, "reservations")
    },
    proves(.reservesUnderLock, "of 40 ends at once exactly one wins, and all tell the same") { store in
      try await store.granted(.sample("r1"))
      let results = try await concurrently(40) { number in
        try await store.end(
          "r1", number.isMultiple(of: 2) ? .released : .committed(QuotaAmount(messages: 1, tokens: number)))
      }
      try expectEqual(Set(results).count, 1, "different answers")
      try await store.expectQuotaAddsUp()
      try expectEqual(await store.quotaAccount(of: .ada).outstandingCount, 0, "outstanding")
    },
    proves(.reservesUnderLock, "principals do not touch each other") { store in
      _ = try await concurrently(20) { number in
        try await store.granted(
          .sample("r\(number)", of: number.isMultiple(of: 2) ? .ada : .bob, limits: [.daily(10)]))
      }
      for principal in [Principal.ada, .bob] {
        try expectEqual(await store.quotaAccount(of: principal).reserved.count, 10, "reservations")
        try await store.expectQuotaAddsUp(principal)
      }
      try expectEqual(await store.quotaAccount(of: .anonymous("ada")), QuotaAccount(), "of nobody")
    },
    proves(.listsReservations, "outstanding reservations that run out are listed, by time and name") {
      store in
      try await store.granted(.sample("b", at: 10))
      try await store.granted(.sample("a", of: .bob, at: 10))
      try await store.granted(.sample("c", at: 5))
      try await store.granted(.sample("d", of: .bob, at: 30))
      try await store.granted(.sample("e", of: .bob, at: 1))
      try await store.end("e", of: .bob, .released)
      let names = try await store.outstandingReservations(expiringBefore: .second(61), limit: 10).map(\.id)
      try expectEqual(names.map(\.rawValue), ["c", "a", "b"], "what runs out")
      let some = try await store.outstandingReservations(expiringBefore: .second(61), limit: 2).map(\.id)
      try expectEqual(some.map(\.rawValue), ["c", "a"], "the first two")
      _ = try await store.extend(ReservationID("c"), of: .ada, until: .second(200))
      let left = try await store.outstandingReservations(expiringBefore: .second(61), limit: 9).map(\.id)
      try expectEqual(left.map(\.rawValue), ["a", "b"], "without the extended one")
    },
    proves(.listsReservations, "principals and their reservations are listed page by page") { store in
      let principals: [Principal] = [.user("a"), .user("b"), .anonymous("z")]
      for principal in principals {
        for name in ["r1", "r2", "r3"] { try await store.granted(.sample(name, of: principal)) }
      }
      var seen: [Principal] = []
      while true {
        let page = try await store.quotaPrincipals(after: seen.last, limit: 2)
        seen += page
        if page.isEmpty { break }
      }
      try expectEqual(seen, [.anonymous("z"), .user("a"), .user("b")], "principals")
      let first = try await store.reservations(of: .user("a"), after: nil, limit: 2)
      try expectEqual(first.map(\.id.rawValue), ["r1", "r2"], "the first page")
      let second = try await store.reservations(of: .user("a"), after: first.last?.id, limit: 2)
      try expectEqual(second.map(\.id.rawValue), ["r3"], "the second page")
    },
    proves(.removesOld, "reservations are removed when they and their windows have ended") { store in
      try await store.granted(.sample("old"))
      try await store.end("old", .committed(QuotaAmount(messages: 1)))
      try await store.granted(.sample("open"))
      try expectEqual(
        await store.removeReservations(endedBefore: .second(4999), limit: 9), 0, "while the window lasts")
      try expectEqual(
        await store.removeReservations(endedBefore: .second(6000), limit: 9), 1, "after the window")
      try expectEqual(await store.reservation(ReservationID("old"), of: .ada), nil, "what was removed")
      try expectEqual(
        await store.reservation(ReservationID("open"), of: .ada)?.state, .outstanding, "what is outstanding")
      try await store.expectQuotaAddsUp()
    },
    proves(.removesOld, "what must stay for its window does not hide what can go") { store in
      let month = QuotaLimit(unit: .messages, window: .thisMonth, limit: 9)
      for number in 1...3 {
        try await store.granted(.sample("month-\(number)", limits: [.daily(9), month]))
        try await store.end("month-\(number)", .released, at: 20 + number)
      }
      for number in 1...3 {
        try await store.granted(.sample("day-\(number)"))
        try await store.end("day-\(number)", .released, at: 30 + number)
      }
      for expected in [2, 1, 0] {
        let removed = try await store.removeReservations(endedBefore: .second(6000), limit: 2)
        try expectEqual(removed, expected, "reservations removed")
      }
      let left = try await store.reservations(of: .ada, after: nil, limit: 9).map(\.id.rawValue)
      try expectEqual(left, ["month-1", "month-2", "month-3"], "what is left")
      try expectEqual(
        await store.removeReservations(endedBefore: .second(90_001), limit: 9), 3, "after the month")
      try await store.expectQuotaAddsUp()
    },
    proves(.exact, "the names of reservations and plans come back as they are") { store in
      for (index, name) in Awkward.names.enumerated() {
        var wish = QuotaRequest.sample(name, plan: name, limits: [.daily(1000)])
        wish.session = SessionID(name)
        let granted = try await store.granted(wish)
        try expectEqual(await store.reservation(wish.id, of: .ada), granted, "the reservation \(index)")
      }
      try expectEqual(
        await store.quotaAccount(of: .ada).reserved.count, Awkward.names.count, "reservations")
      try await store.expectQuotaAddsUp()
    },
    proves(.findsClaims, "a claim is found by what was set aside for it, the newest first") { store in
      let reservation = ReservationID("r1")
      let first = try await store.claimNew(.turn(1).with { $0.reservation = reservation })
      try expectEqual(first.reservation, reservation, "what the claim names")
      try expectEqual(await store.claim(reserving: reservation, in: .first), first, "the claim")
      let second = try await store.claimNew(.turn(2).with { $0.reservation = reservation })
      try expectEqual(await store.claim(reserving: reservation, in: .first), second, "the newer claim")
      try expectEqual(await store.claim(reserving: reservation, in: .second), nil, "in another session")
      try expectEqual(await store.claim(reserving: ReservationID("r2"), in: .first), nil, "another name")
      _ = try await store.claimNew(.edit(1, text: "other").with { $0.reservation = ReservationID("r3") })
      let cut = try await store.claim(reserving: reservation, in: .first)
      try expectEqual(cut?.stream, second.stream, "a claim that was cut")
    },
  ]
}
