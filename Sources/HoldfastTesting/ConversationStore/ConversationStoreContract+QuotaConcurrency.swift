import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Quota that many change at once, and the sums after any course of calls.
  static let quotaConcurrencyCases = [
    proves(.reservesUnderLock, "of ends of every kind at once one is final, and what is used has one entry") {
      store in
      try await store.granted(.sample("r1"))
      let ends: [QuotaEnd] = [.released, .committed(QuotaAmount(messages: 1, tokens: 7)), .expired]
      let results = try await concurrently(40) { number in
        try await store.end("r1", ends[number % ends.count], at: 100)
      }
      let final = try required(await store.reservation(ReservationID("r1"), of: .ada), "the reservation")
      try expect(final.state != .outstanding, "it is still outstanding")
      let lateID = ReservationID("r1" + QuotaReservation.lateSuffix)
      let late = try await store.reservation(lateID, of: .ada)
      try expect(late == nil || final.state == .expired, "a late entry beside \(final)")
      try expect(late?.state ?? .committed == .committed, "the late entry: \(String(describing: late))")
      let told = try Set(results.map { try required($0, "the answer") })
      let known = Set([final, late].compactMap { $0 })
      try expect(told.isSubset(of: known), "answered \(told), and there is \(known)")
      try await store.expectQuotaAddsUp()
    },
    proves(.reservesUnderLock, "of 40 late commits at once one is written") { store in
      try await store.granted(.sample("r1"))
      try await store.end("r1", .expired, at: 61)
      let results = try await concurrently(40) { number in
        try await store.end("r1", .committed(QuotaAmount(messages: 1, tokens: number)), at: 70)
      }
      try expectEqual(Set(results).count, 1, "different answers")
      try expectEqual(results.first??.isLate, true, "a late entry")
      try expectEqual(await store.quotaAccount(of: .ada).committed.count, 1, "commits")
      try await store.expectQuotaAddsUp()
    },
    proves(.reservesUnderLock, "whoever looks while others reserve and end finds sums that add up") { store in
      try await whileWatching {
        _ = try await concurrently(60) { number in
          let name = "r\(number % 20)"
          _ = try await store.reserve(.sample(name, limits: [.daily(1000)]))
          let end: QuotaEnd = number.isMultiple(of: 2) ? .released : .committed(QuotaAmount(messages: 1))
          try await store.end(name, end)
        }
      } look: {
        let account = try await store.quotaAccount(of: .ada)
        try expect(account.addsUp, "the sums do not add up: \(account)")
        let held = account.use(of: "free", in: .today).reserved.messages
        try expectEqual(held, account.outstandingCount, "what is set aside, one for each outstanding")
      }
      try expectEqual(await store.quotaAccount(of: .ada).reserved.count, 20, "reservations")
      try await store.expectQuotaAddsUp()
    },
    proves(.endsReservations, "what has expired is neither given back nor expires again") { store in
      try await store.granted(.sample("r1"))
      let expired = try required(await store.end("r1", .expired, at: 61), "the end")
      try expectEqual(await store.end("r1", .released, at: 70), expired, "a release")
      try expectEqual(await store.end("r1", .expired, at: 70), expired, "another expiry")
      try expectEqual(await store.existing(.sample("r1", at: 80)), expired, "the same wish")
      try expectEqual(await store.reservations(of: .ada, after: nil, limit: 9), [expired], "reservations")
      try await store.expectQuotaAddsUp()
    },
    proves(.atomic, "the sums are those of the reservations after any course of calls") { store in
      var dice = Dice(seed: 20)
      for step in 0..<160 {
        let name = "r\(dice.roll(24))"
        let second = 10 + step
        switch dice.roll(6) {
        case 0, 1:
          let amount = QuotaAmount(messages: dice.roll(2), tokens: dice.roll(90))
          let month = QuotaLimit(unit: .tokens, window: .thisMonth, limit: 700)
          _ = try await store.reserve(
            .sample(
              name, amount, plan: ["free", "paid"][dice.roll(2)], limits: [.daily(9), month],
              concurrency: 8, replaces: "r\(dice.roll(24))", at: second))
        case 2:
          let used = QuotaAmount(messages: dice.roll(2), tokens: dice.roll(90))
          try await store.end(name, .committed(used), at: second)
        case 3: try await store.end(name, .released, at: second)
        case 4: try await store.end(name, .expired, at: second)
        default:
          _ = try await store.extend(ReservationID(name), of: .ada, until: .second(second + dice.roll(90)))
        }
        if step.isMultiple(of: 16) { try await store.expectQuotaAddsUp() }
      }
      try await store.expectQuotaAddsUp()
      let removed = try await store.removeReservations(endedBefore: .second(90_001), limit: 1000)
      try expect(removed > 0, "nothing was removed")
      try await store.expectQuotaAddsUp()
      let left = try await store.reservations(of: .ada, after: nil, limit: 1000)
      try expect(left.allSatisfy { $0.state == .outstanding }, "what has ended is left: \(left)")
    },
  ]
}

/// Numbers that look random and are the same every time.
private struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from 0 and below a bound.
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}
