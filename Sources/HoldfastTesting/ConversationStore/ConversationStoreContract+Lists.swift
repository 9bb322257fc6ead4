import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// The sessions of a principal.
  static let listCases = [
    proves(.pagesSessions, "sessions are listed newest first") { store in
      for (number, second) in [30, 10, 20].enumerated() {
        _ = try await store.claimNew(.turn(1, in: SessionID("session-of-\(number)"), at: second))
      }
      let page = try await store.sessions(of: .ada, after: nil, limit: 10)
      try expectEqual(page.map(\.updatedAt), [.second(30), .second(20), .second(10)], "the times")
      for record in page {
        try expectEqual(await store.session(record.id), record, "the session by its id")
      }
    },
    proves(.pagesSessions, "a claim and a settlement bring a session to the top") { store in
      let first = try await store.claimNew(.turn(1, in: .first, at: 10))
      _ = try await store.claimNew(.turn(1, in: .second, at: 20))
      let top = { try await store.sessions(of: .ada, after: nil, limit: 1).map(\.id) }
      try expectEqual(await top(), [.second], "before")
      _ = try await store.settle(first.settlement("Answer", at: 30))
      try expectEqual(await top(), [.first], "after a settlement")
      _ = try await store.claimNew(.turn(2, in: .second, at: 40))
      try expectEqual(await top(), [.second], "after a claim")
    },
    proves(.pagesSessions, "sessions of equal times are listed by falling id") { store in
      let names = ["b", "a", "C", "10", "9", "c"]
      for name in names { _ = try await store.claimNew(.turn(1, in: SessionID(name))) }
      let page = try await store.sessions(of: .ada, after: nil, limit: 10)
      try expectEqual(page.map(\.id.rawValue), ["c", "b", "a", "C", "9", "10"], "the sessions")
    },
    proves(.pagesSessions, "sessions are paged without gap or repeat, also where times are equal") { store in
      for number in 0..<12 {
        _ = try await store.claimNew(.turn(1, in: SessionID("s\(number)"), at: number / 5))
      }
      let all = try await store.sessions(of: .ada, after: nil, limit: 100)
      try expectEqual(all.count, 12, "sessions")
      for size in [1, 2, 5, 12, 13] {
        var paged: [SessionRecord] = []
        while true {
          let page = try await store.sessions(of: .ada, after: paged.last?.pageKey, limit: size)
          try expect(page.count <= size, "a page of \(size) has \(page.count) sessions")
          if page.isEmpty { break }
          paged += page
          try expect(paged.count <= all.count, "the pages of \(size) repeat sessions")
        }
        try expectEqual(paged.map(\.id), all.map(\.id), "the sessions in pages of \(size)")
      }
    },
    proves(.pagesSessions, "a page goes on after a place whose session has moved or is gone") { store in
      for number in 1...4 { _ = try await store.claimNew(.turn(1, in: SessionID("s\(number)"), at: number)) }
      let place = try required(
        await store.sessions(of: .ada, after: nil, limit: 2).last?.pageKey, "the end of the first page")
      _ = try await store.claimNew(.turn(2, in: SessionID("s3"), at: 9))
      let next = { try await store.sessions(of: .ada, after: place, limit: 10).map(\.id.rawValue) }
      try expectEqual(await next(), ["s2", "s1"], "after it moved")
      _ = try await store.deleteSession(SessionID("s3"), of: .ada, now: .second(60))
      try expectEqual(await next(), ["s2", "s1"], "after it was deleted")
    },
    proves(.pagesSessions, "only a principal's own sessions are listed") { store in
      _ = try await store.claimNew(.turn(1, in: .first, by: .ada))
      _ = try await store.claimNew(.turn(1, in: .second, by: .bob))
      try expectEqual(await store.sessions(of: .ada, after: nil, limit: 10).map(\.id), [.first], "ada's")
      try expectEqual(await store.sessions(of: .bob, after: nil, limit: 10).map(\.id), [.second], "bob's")
      try expectEqual(await store.sessions(of: .user("eve"), after: nil, limit: 10), [], "a stranger's")
    },
    proves(.pagesSessions, "a page of no sessions is empty") { store in
      _ = try await store.claimNew(.turn(1))
      try expectEqual(await store.sessions(of: .ada, after: nil, limit: 0), [], "a page of none")
    },
  ]
}
