import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// What a deleted session leaves.
  static let tombstoneCases = [
    proves(.leavesTombstone, "a deleted session leaves its streams, in order, and what was set aside") {
      store in
      let first = try await store.claimAndSettle(.turn(1).with { $0.reservation = ReservationID("r1") })
      let second = try await store.claimNew(.turn(2))
      let tombstone = try await store.deleteSession(.first, of: .ada, now: .second(60))
      let expected = Tombstone(
        session: .first, principal: .ada,
        streams: [
          .init(stream: first.stream, reservation: ReservationID("r1")),
          .init(stream: second.stream, reservation: nil),
        ], deletedAt: .second(60))
      try expectEqual(tombstone, expected, "the tombstone")
      try expectEqual(
        await store.deleteSession(.first, of: .ada, now: .second(70)), expected, "a repeated deletion")
      try expectEqual(await store.deleteSession(.first, of: .bob, now: .second(70)), nil, "a foreign one")
      try expectEqual(await store.openTombstones(after: nil, limit: 9), [expected], "what is open")
    },
    proves(.leavesTombstone, "nothing is written into a deleted session") { store in
      let claim = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
      try expectEqual(await store.claim(.turn(1)), .sessionDeleted, "the same turn")
      try expectEqual(await store.claim(.turn(2)), .sessionDeleted, "another turn")
      try expectEqual(await store.claim(.turn(1, by: .bob)), .sessionForbidden, "somebody else's turn")
      try expectEqual(await store.settle(claim.settlement()), .sessionGone, "a settlement")
      try expectEqual(await store.move(claim, to: .ended), false, "a move")
      try await store.saveEffect(.sample(0), of: claim.stream, in: .first)
      try expectEqual(await store.effects(of: claim.stream, in: .first), [], "an effect")
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
    },
    proves(.leavesTombstone, "effects and artifacts go with their session") { store in
      let claim = try await store.claimNew(.turn(1))
      var settlement = claim.settlement()
      settlement.effects = [.sample(0)]
      settlement.artifacts = [.sample("a", "one")]
      _ = try await store.settle(settlement)
      _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
      try expectEqual(await store.effects(of: claim.stream, in: .first), [], "the effects")
      try expectEqual(await store.artifacts(in: .first), [], "the artifacts")
      try expectEqual(await store.versions(of: ArtifactID("a"), in: .first), [], "the versions")
    },
    proves(.leavesTombstone, "streams whose claims were cut are left too") { store in
      let first = try await store.claimAndSettle(.turn(1))
      let second = try await store.claimAndSettle(.turn(2))
      let edit = try await store.claimNew(
        .edit(1, text: "other").with { $0.reservation = ReservationID("r") })
      let tombstone = try required(
        await store.deleteSession(.first, of: .ada, now: .second(60)), "the tombstone")
      try expectEqual(
        tombstone.streams.map(\.stream), [first.stream, second.stream, edit.stream], "the streams")
      try expectEqual(tombstone.streams.map(\.reservation), [nil, nil, ReservationID("r")], "set aside")
    },
    proves(.leavesTombstone, "of 20 deletions at once all find the same tombstone") { store in
      _ = try await store.claimNew(.turn(1))
      let found = try await concurrently(20) { number in
        try await store.deleteSession(.first, of: .ada, now: .second(60 + number))
      }
      try expectEqual(Set(found).count, 1, "different tombstones")
      let open = try await store.openTombstones(after: nil, limit: 9)
      try expectEqual(open, [try required(found.first ?? nil, "the tombstone")], "what is open")
    },
    proves(.atomic, "a session that is deleted while replies are settled keeps nothing of them") { store in
      var claims: [Claim] = []
      for number in 1...20 { claims.append(try await store.claimNew(.turn(number))) }
      let settlements = claims.map { claim in
        var settlement = claim.settlement()
        settlement.effects = [.sample(0)]
        settlement.artifacts = [.sample("a", "content of \(claim.stream)")]
        return settlement
      }
      let outcomes = try await concurrently(21) { number -> SettleOutcome? in
        if number < 20 { return try await store.settle(settlements[number]) }
        _ = try await store.deleteSession(.first, of: .ada, now: .second(200))
        return nil
      }
      let allowed: [SettleOutcome?] = [.settled, .sessionGone, nil]
      try expect(outcomes.allSatisfy(allowed.contains), "the outcomes: \(outcomes)")
      try expectEqual(await store.snapshot(), SessionSnapshot(messages: []), "the session")
      try expectEqual(await store.artifacts(in: .first), [], "the artifacts")
      for claim in claims {
        try expectEqual(await store.effects(of: claim.stream, in: .first), [], "effects")
      }
      let tombstone = try required(
        await store.deleteSession(.first, of: .ada, now: .second(300)), "the tombstone")
      try expectEqual(Set(tombstone.streams.map(\.stream)), Set(claims.map(\.stream)), "the streams")
    },
    proves(.leavesTombstone, "the session that comes after has nothing of the one before") { store in
      let request = ClaimRequest.turn(1)
      let claim = try await store.claimNew(request.with { $0.reservation = ReservationID("r1") })
      var settlement = claim.settlement()
      settlement.effects = [.sample(0)]
      settlement.artifacts = [.sample("a", "one"), .sample("a", "two")]
      _ = try await store.settle(settlement)
      try await store.erase()
      let again = try await store.claimNew(request)
      try expectEqual(await store.claim(reserving: ReservationID("r1"), in: .first), nil, "the old claim")
      try expectEqual(await store.effects(of: claim.stream, in: .first), [], "the old effects")
      settlement = again.settlement()
      settlement.artifacts = [.sample("a", "three")]
      _ = try await store.settle(settlement)
      let versions = try await store.versions(of: ArtifactID("a"), in: .first)
      try expectEqual(versions.map(\.version), [1], "the versions, counted anew")
      try expectEqual(versions.map(\.content.content), ["three"], "their contents")
    },
    proves(.leavesTombstone, "a tombstone that is closed and old is removed, and its name is free") { store in
      _ = try await store.claimNew(.turn(1))
      _ = try await store.deleteSession(.first, of: .ada, now: .second(60))
      try expectEqual(
        await store.removeTombstones(madeBefore: .second(100), limit: 9), 0, "while it is open")
      try await store.closeTombstone(of: .first)
      try expectEqual(await store.openTombstones(after: nil, limit: 9), [], "what is open")
      try expectEqual(await store.claim(.turn(1)), .sessionDeleted, "a turn while it stands")
      try expectEqual(await store.removeTombstones(madeBefore: .second(60), limit: 9), 0, "before its time")
      try expectEqual(await store.removeTombstones(madeBefore: .second(61), limit: 9), 1, "in its time")
      _ = try await store.claimNew(.turn(1, by: .bob))
    },
    proves(.leavesTombstone, "tombstones are listed page by page, and removed so many at once") { store in
      for number in 1...5 {
        let session = SessionID("s\(number)")
        _ = try await store.claimNew(.turn(1, in: session))
        _ = try await store.deleteSession(session, of: .ada, now: .second(60 + number))
      }
      var seen: [SessionID] = []
      while true {
        let page = try await store.openTombstones(after: seen.last, limit: 2)
        seen += page.map(\.session)
        if page.isEmpty { break }
      }
      try expectEqual(seen.map(\.rawValue), ["s1", "s2", "s3", "s4", "s5"], "the tombstones")
      for session in seen { try await store.closeTombstone(of: session) }
      try expectEqual(await store.removeTombstones(madeBefore: .never, limit: 3), 3, "the first")
      try expectEqual(await store.removeTombstones(madeBefore: .never, limit: 3), 2, "the rest")
    },
  ]
}

extension ConversationStore {
  /// Deletes a session and frees its name.
  func erase(_ session: SessionID = .first, of principal: Principal = .ada) async throws {
    _ = try await deleteSession(session, of: principal, now: .second(60))
    try await closeTombstone(of: session)
    _ = try await removeTombstones(madeBefore: .never, limit: 100)
  }
}
