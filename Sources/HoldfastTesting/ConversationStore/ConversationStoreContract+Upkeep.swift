import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What is left to do.
  static let upkeepCases = [
    proves(.listsOpenClaims, "claims are listed whose reply is not saved and that were made before a time") {
      store in
      var claims: [Claim] = []
      for number in 1...6 {
        claims.append(try await store.claimNew(.turn(number, in: SessionID("s\(number)"))))
      }
      _ = try await store.move(claims[1], to: .toUnlogged)
      _ = try await store.settle(claims[2].settlement())
      _ = try await store.move(claims[3], to: .ended)
      _ = try await store.move(claims[4], to: .abandoned)
      let listed = { (second: Int) in
        try await store.openClaims(createdBefore: .second(second), after: nil, limit: 10).map(
          \.key.session.rawValue)
      }
      try expectEqual(await listed(1), [], "before the first")
      try expectEqual(await listed(6), ["s1", "s2"], "before the last")
      try expectEqual(await listed(7), ["s1", "s2", "s6"], "all")
      let unlogged = try await store.openClaims(createdBefore: .second(7), after: nil, limit: 2).last
      try expectEqual(unlogged?.node, .one, "the node of the unlogged one")
    },
    proves(.listsUnsettledClaims, "of a session, the live claims are listed that are claimed") { store in
      var claims: [Claim] = []
      for number in 1...6 { claims.append(try await store.claimNew(.turn(number))) }
      _ = try await store.claimNew(.turn(1, in: .second))
      let listed = { try await store.unsettledClaims(in: .first) }
      try expectEqual(await listed(), claims, "all of them, and none of another session")
      _ = try await store.settle(claims[1].settlement())
      _ = try await store.move(claims[2], to: .ended)
      _ = try await store.move(claims[3], to: .abandoned)
      _ = try await store.move(claims[4], to: .toUnlogged)
      try expectEqual(await listed(), [claims[0], claims[5]], "those that are claimed still")
      try expectEqual(await store.unsettledClaims(in: SessionID("none")), [], "of no session")
    },
    proves(.listsUnsettledClaims, "a claim that was cut is not listed") { store in
      _ = try await store.claimNew(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited", at: 2))
      try expectEqual(await store.unsettledClaims(in: .first), [edit], "the live claim")
    },
    proves(.listsOpenClaims, "a claim that was cut is open until it is settled") { store in
      let first = try await store.claimNew(.turn(1))
      let edit = try await store.claimNew(.edit(1, text: "Edited", at: 2))
      let listed = { try await store.openClaims(createdBefore: .never, after: nil, limit: 10) }
      try expectEqual(await listed(), [first.cut(by: edit), edit], "the open claims")
      _ = try await store.settle(first.settlement())
      try expectEqual(await listed(), [edit], "the open claims after settling")
    },
    proves(.listsOpenClaims, "open claims are paged oldest first, at the same time by stream") { store in
      for number in 0..<12 {
        _ = try await store.claimNew(.turn(1, in: SessionID("s\(number)"), at: 10 - number / 5))
      }
      let all = try await store.openClaims(createdBefore: .never, after: nil, limit: 100)
      let expected = all.sorted { ($0.createdAt, $0.stream) < ($1.createdAt, $1.stream) }
      try expectEqual(all.count, 12, "claims")
      try expectEqual(all, expected, "the order")
      for size in [1, 2, 5, 12, 13] {
        var paged: [Claim] = []
        while true {
          let page = try await store.openClaims(createdBefore: .never, after: paged.last, limit: size)
          try expect(page.count <= size, "a page of \(size) has \(page.count) claims")
          if page.isEmpty { break }
          paged += page
          try expect(paged.count <= all.count, "the pages of \(size) repeat claims")
        }
        try expectEqual(paged, all, "the claims in pages of \(size)")
      }
      try expectEqual(
        await store.openClaims(createdBefore: .never, after: nil, limit: 0), [], "a page of none")
    },
    proves(.listsOpenClaims, "a page goes on after a claim that was settled meanwhile") { store in
      for number in 1...4 { _ = try await store.claimNew(.turn(1, in: SessionID("s\(number)"), at: number)) }
      let last = try required(
        await store.openClaims(createdBefore: .never, after: nil, limit: 2).last, "the first page's end")
      _ = try await store.settle(last.settlement())
      let next = try await store.openClaims(createdBefore: .never, after: last, limit: 10)
      try expectEqual(next.map(\.key.session.rawValue), ["s3", "s4"], "the next page")
    },
    proves(
      .listsPointedSessions, "sessions are listed whose pointer names a stream and that changed before a time"
    ) {
      store in
      for (number, name) in ["c", "a", "d", "b"].enumerated() {
        _ = try await store.claimNew(.turn(1, in: SessionID(name), at: number + 1))
      }
      let claim = try required(await store.lastClaim(in: SessionID("d")), "the claim")
      let listed = { (second: Int) in
        try await store.pointedSessions(changedBefore: .second(second), after: nil, limit: 10)
      }
      try expectEqual(await listed(10).map(\.id.rawValue), ["a", "b", "c", "d"], "all")
      try expectEqual(await listed(3).map(\.id.rawValue), ["a", "c"], "before a time")
      try expectEqual(await listed(10).first, await store.session(SessionID("a")), "the record")
      try await store.clearPointer(of: SessionID("d"), ifNaming: claim.stream)
      try expectEqual(await listed(10).map(\.id.rawValue), ["a", "b", "c"], "after a pointer was cleared")
    },
    proves(.listsPointedSessions, "pointed sessions are paged by id without gap or repeat") { store in
      for number in 0..<12 {
        _ = try await store.claimNew(.turn(1, in: SessionID("s\(number)"), at: number % 3))
      }
      let all = try await store.pointedSessions(changedBefore: .never, after: nil, limit: 100)
      try expectEqual(all.map(\.id), (0..<12).map { SessionID("s\($0)") }.sorted(), "the sessions")
      for size in [1, 5, 12] {
        var paged: [SessionRecord] = []
        while true {
          let page = try await store.pointedSessions(
            changedBefore: .never, after: paged.last?.id, limit: size)
          if page.isEmpty { break }
          try expect(page.count <= size, "a page of \(size) has \(page.count) sessions")
          paged += page
          try expect(paged.count <= all.count, "the pages of \(size) repeat sessions")
        }
        try expectEqual(paged, all, "the sessions in pages of \(size)")
      }
    },
    proves(.removesOld, "a session with a message is never empty, also when all of it was cut") { store in
      let first = try await store.claimNew(.turn(1))
      _ = try await store.move(first, to: .ended)
      _ = try await store.claimNew(.edit(1, text: "Edited"))
      try await store.expectUnchanged("removing empty sessions") {
        try expectEqual(await store.removeEmptySessions(createdBefore: .never, limit: 10), [], "removed")
      }
    },
    proves(.removesOld, "drafts are removed that last changed before a time, so many at once") { store in
      for number in 1...5 {
        let draft = Draft(text: "\(number)", updatedAt: .second(number))
        try await store.saveDraft(draft, of: .ada, for: SessionID("s\(number)"))
      }
      try expectEqual(await store.removeDrafts(changedBefore: .second(1), limit: 10), 0, "before the first")
      try expectEqual(await store.removeDrafts(changedBefore: .second(5), limit: 0), 0, "none")
      try expectEqual(await store.removeDrafts(changedBefore: .second(5), limit: 3), 3, "three")
      try expectEqual(await store.removeDrafts(changedBefore: .second(5), limit: 10), 1, "the rest")
      try expectEqual(await store.draft(of: .ada, for: SessionID("s4")), nil, "the last that was removed")
      try expectEqual(await store.draft(of: .ada, for: SessionID("s5"))?.text, "5", "the one that is left")
    },
    proves(.removesOld, "keys are removed that were noted before a time, so many at once") { store in
      for number in 1...5 {
        _ = try await store.claimNew(
          .turn(1, in: SessionID("s\(number)"), at: number).with { $0.idempotencyKey = .sample() })
      }
      try expectEqual(await store.removeKeys(notedBefore: .second(1), limit: 10), 0, "before the first")
      try expectEqual(await store.removeKeys(notedBefore: .second(5), limit: 0), 0, "none")
      try expectEqual(await store.removeKeys(notedBefore: .second(5), limit: 3), 3, "three")
      try expectEqual(await store.removeKeys(notedBefore: .second(5), limit: 10), 1, "the rest")
      let reuse = { (name: String) in
        ClaimRequest.turn(2, in: SessionID(name)).with { $0.idempotencyKey = .sample(body: 2) }
      }
      try expectEqual(await store.claim(reuse("s5")), .keyReused, "the one that is left")
      _ = try await store.claimNew(reuse("s4"))
    },
  ]
}
