import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Empty sessions", .timeLimit(.minutes(1)))
struct EmptySessionTests {
  /// Puts a session there as an older program might have left it: the store itself makes none without a message.
  private func makeEmpty(_ name: String, at milliseconds: Int, in store: SQLiteConversationStore) async throws
  {
    _ = try await store.file.answers(
      to: """
        INSERT INTO sessions
        VALUES (CAST('\(name)' AS BLOB), CAST('user:ann' AS BLOB), x'', NULL, \(milliseconds), \(milliseconds), 0, 0)
        """)
  }

  @Test("Sessions without a message are removed with their drafts, the oldest first, so many at once")
  func removes() async throws {
    try await withConversationStore { store in
      for (number, name) in ["d", "c", "b", "a"].enumerated() {
        try await makeEmpty(name, at: number, in: store)
        let draft = Draft(text: name, updatedAt: Timestamp(milliseconds: 0))
        try await store.saveDraft(draft, of: .user("ann"), for: SessionID(rawValue: name))
      }
      _ = try await store.claim(.sample(session: "full"))
      let time = Timestamp(milliseconds: 3)
      #expect(try await store.removeEmptySessions(createdBefore: time, limit: 0) == [])
      let first = try await store.removeEmptySessions(createdBefore: time, limit: 2)
      #expect(first.map(\.rawValue) == ["d", "c"])
      #expect(try await store.draft(of: .user("ann"), for: SessionID(rawValue: "d")) == nil)
      let second = try await store.removeEmptySessions(createdBefore: time, limit: 9)
      #expect(second.map(\.rawValue) == ["b"])
      #expect(try await store.draft(of: .user("ann"), for: SessionID(rawValue: "a"))?.text == "a")
      let left = try await store.sessions(of: .user("ann"), after: nil, limit: 9)
      #expect(left.map(\.id.rawValue) == ["full", "a"])
    }
  }

  @Test("An empty session takes a first message and is empty no more")
  func fills() async throws {
    try await withConversationStore { store in
      try await makeEmpty("session", at: 0, in: store)
      guard case .claimed(let claim) = try await store.claim(.sample()) else {
        Issue.record("the claim was not made")
        return
      }
      #expect(claim.order == 2 && claim.number == 1)
      let time = Timestamp(milliseconds: .max)
      #expect(try await store.removeEmptySessions(createdBefore: time, limit: 9) == [])
    }
  }
}
