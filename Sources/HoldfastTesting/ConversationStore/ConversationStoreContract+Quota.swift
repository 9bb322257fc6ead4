import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Setting quota aside, and what becomes of it.
  static let quotaCases = [
    proves(.reserves, "a reservation is granted and kept as it was asked for") { store in
      let wish = QuotaRequest.sample(
        "r1", QuotaAmount(messages: 1, tokens: 500),
        limits: [.daily(3), QuotaLimit(unit: .tokens, window: .thisMonth, limit: 1000)])
      let reservation = try await store.granted(wish)
      let expected = QuotaReservation(
        id: wish.id, principal: .ada, session: .first, plan: "free", amount: wish.amount,
        windows: [.today, .thisMonth], createdAt: .second(10), expiresAt: .second(60))
      try expectEqual(reservation, expected, "the grant")
      try expectEqual(await store.reservation(wish.id, of: .ada), expected, "what is kept")
      let use = try await store.quotaAccount(of: .ada).use(of: "free", in: .today)
      try expectEqual(use.reserved, wish.amount, "what is set aside today")
      try await store.expectQuotaAddsUp()
    },
    proves(.reserves, "a grant tells the sums after it") { store in
      try await store.granted(.sample("r1"))
      let outcome = try await store.reserve(.sample("r2"))
      guard case .granted(_, let account) = outcome else {
        throw ContractViolation("a grant: got \(outcome)")
      }
      try expectEqual(account, await store.quotaAccount(of: .ada), "the sums that are told")
      try expectEqual(account.reserved.count, 2, "reservations")
    },
    proves(.reserves, "a repeat finds the reservation, whatever became of it, and writes nothing") { store in
      let first = try await store.granted(.sample("r1"))
      try expectEqual(await store.existing(.sample("r1", at: 30)), first, "a repeat")
      let ended = try required(await store.end("r1", .released), "the end")
      try expectEqual(await store.existing(.sample("r1", at: 40)), ended, "a late repeat")
      try expectEqual(await store.quotaAccount(of: .ada).reserved.count, 1, "reservations")
    },
    proves(.reserves, "what is used and what is set aside count to the limit") { store in
      try await store.granted(.sample("r1"))
      try await store.end("r1", .committed(QuotaAmount(messages: 1)))
      try await store.granted(.sample("r2"))
      try await store.granted(.sample("r3"))
      try expectEqual(
        await store.reserve(.sample("r4")), .exceeded(.daily(3), used: 1, reserved: 2), "the fourth")
      try expectEqual(await store.reservation(ReservationID("r4"), of: .ada), nil, "what was refused")
      try await store.end("r2", .released)
      try await store.granted(.sample("r4"))
      try await store.expectQuotaAddsUp()
    },
    proves(.reserves, "every limit holds, each in its own window and of its own plan") { store in
      let tokens = QuotaLimit(unit: .tokens, window: .thisMonth, limit: 100)
      try await store.granted(
        .sample("r1", QuotaAmount(messages: 1, tokens: 60), limits: [.daily(9), tokens]))
      let more = QuotaRequest.sample("r2", QuotaAmount(messages: 1, tokens: 60), limits: [.daily(9), tokens])
      try expectEqual(await store.reserve(more), .exceeded(tokens, used: 0, reserved: 60), "too many tokens")
      var other = more
      other.plan = "paid"
      try await store.granted(other)
      var tomorrow = QuotaRequest.sample("r3", limits: [.daily(1)])
      try expectEqual(
        await store.reserve(tomorrow), .exceeded(.daily(1), used: 0, reserved: 1), "one more today")
      tomorrow.limits[0].window = QuotaWindow(period: .day, start: .second(5000), end: .second(9000))
      try await store.granted(tomorrow)
      try await store.expectQuotaAddsUp()
    },
    proves(.reserves, "the last reply of a window may go over its limit, and no other") { store in
      let limits = [QuotaLimit.daily(100, .tokens)]
      try await store.granted(.sample("r1", QuotaAmount(tokens: 70), limits: limits))
      try expectEqual(
        await store.reserve(.sample("r2", QuotaAmount(tokens: 70), limits: limits)),
        .exceeded(limits[0], used: 0, reserved: 70), "one beside it")
      try await store.end("r1", .committed(QuotaAmount(tokens: 90)))
      try await store.granted(.sample("r2", QuotaAmount(tokens: 70), limits: limits))
      try await store.end("r2", .committed(QuotaAmount(tokens: 70)))
      try expectEqual(
        await store.reserve(.sample("r3", QuotaAmount(tokens: 1), limits: limits)),
        .exceeded(limits[0], used: 160, reserved: 0), "one more")
    },
    proves(.reserves, "only so many are outstanding at once") { store in
      try await store.granted(.sample("r1", limits: [], concurrency: 2))
      try await store.granted(.sample("r2", limits: [], concurrency: 2))
      try expectEqual(
        await store.reserve(.sample("r3", limits: [], concurrency: 2)), .tooMany(outstanding: 2), "a third")
      try await store.granted(.sample("r3", plan: "other", limits: [], concurrency: 2))
      try await store.end("r1", .released)
      try await store.granted(.sample("r4", limits: [], concurrency: 2))
    },
    proves(.reserves, "a turn that the replaced reservation counts is not counted again") { store in
      try await store.granted(.sample("r1", limits: [.daily(1)]))
      let second = try await store.granted(
        .sample("r2", QuotaAmount(messages: 1, tokens: 5), limits: [.daily(1)], replaces: "r1"))
      try expectEqual(second.amount, QuotaAmount(messages: 0, tokens: 5), "beside one that is outstanding")
      try await store.end("r1", .committed(QuotaAmount(messages: 1)))
      try await store.end("r2", .committed(QuotaAmount(messages: 1, tokens: 9)))
      let used = try await store.quotaAccount(of: .ada).use(of: "free", in: .today).used
      try expectEqual(used, QuotaAmount(messages: 1, tokens: 9), "what is used")
      try await store.granted(.sample("r3", limits: [.daily(2)]))
      try await store.end("r3", .released)
      let fourth = try await store.granted(.sample("r4", limits: [.daily(2)], replaces: "r3"))
      try expectEqual(fourth.amount.messages, 1, "instead of one that counted nothing")
      try await store.expectQuotaAddsUp()
    },
    proves(.endsReservations, "a reservation ends once, and the first end counts") { store in
      let ends: [QuotaEnd] = [.committed(QuotaAmount(messages: 1, tokens: 7)), .released, .expired]
      for (index, first) in ends.enumerated() {
        let name = "r\(index)"
        try await store.granted(.sample(name))
        let ended = try required(await store.end(name, first, at: 100), "the end")
        try expect(ended.state != .outstanding && ended.endedAt == .second(100), "it has not ended: \(ended)")
        for second in ends where ended.state != .expired {
          try expectEqual(await store.end(name, second, at: 200), ended, "a later end")
        }
        try await store.expectQuotaAddsUp()
      }
    },
    proves(.endsReservations, "a reservation that nobody knows has no end") { store in
      try expectEqual(await store.end("none", .released), nil, "one that was never made")
      try await store.granted(.sample("r1"))
      try expectEqual(await store.end("r1", of: .bob, .released), nil, "somebody else's")
      try expectEqual(await store.reservation(ReservationID("r1"), of: .bob), nil, "read by somebody else")
      try expectEqual(
        await store.reservation(ReservationID("r1"), of: .ada)?.state, .outstanding, "the reservation")
    },
    proves(.endsReservations, "only what has run out expires, and what is extended has not") { store in
      try await store.granted(.sample("r1"))
      try expectEqual(await store.end("r1", .expired, at: 59)?.state, .outstanding, "before its time")
      try expect(
        await store.extend(ReservationID("r1"), of: .ada, until: .second(90)), "it cannot be extended")
      try expect(
        await store.extend(ReservationID("r1"), of: .ada, until: .second(70)), "it is not outstanding")
      try expectEqual(
        await store.reservation(ReservationID("r1"), of: .ada)?.expiresAt, .second(90), "never shorter")
      try expectEqual(await store.end("r1", .expired, at: 61)?.state, .outstanding, "after the first time")
      try expectEqual(await store.end("r1", .expired, at: 90)?.state, .expired, "in its time")
      try expect(
        await !store.extend(ReservationID("r1"), of: .ada, until: .second(200)),
        "it was extended after its end")
      try expect(
        await !store.extend(ReservationID("none"), of: .ada, until: .second(200)), "nothing was extended")
    },
    proves(.endsReservations, "what is used after a reservation has expired has an entry of its own, once") {
      store in
      let amount = QuotaAmount(messages: 1, tokens: 20)
      try await store.granted(.sample("r1", amount))
      try await store.end("r1", .expired, at: 61)
      let late = try required(await store.end("r1", .committed(amount), at: 70), "the late entry")
      try expectEqual(late.id, ReservationID("r1" + QuotaReservation.lateSuffix), "its name")
      try expect(late.isLate && late.state == .committed && late.used == amount, "the entry: \(late)")
      try expectEqual(await store.end("r1", .committed(amount), at: 80), late, "a repeat")
      try expectEqual(await store.end("r1", .released, at: 80), late, "another end")
      try expectEqual(
        await store.reservation(ReservationID("r1"), of: .ada)?.state, .expired, "the reservation")
      let account = try await store.quotaAccount(of: .ada)
      try expectEqual(account.reserved.count, 2, "reservations")
      try expectEqual(account.use(of: "free", in: .today).used, amount, "what is used")
      try await store.expectQuotaAddsUp()
    },
  ]
}
