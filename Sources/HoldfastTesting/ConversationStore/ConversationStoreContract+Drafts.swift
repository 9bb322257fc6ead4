import HoldfastModel
import HoldfastStores

extension ConversationStoreContract {
  /// Drafts.
  static let draftCases = [
    proves(.keepsDrafts, "a draft is kept, and replaced") { store in
      try expectEqual(await store.draft(of: .ada, for: .first), nil, "the draft before")
      for text in ["one", "two", ""] {
        let draft = Draft(text: text, updatedAt: .second(text.count))
        try await store.saveDraft(draft, of: .ada, for: .first)
        try expectEqual(await store.draft(of: .ada, for: .first), draft, "the draft")
      }
    },
    proves(.keepsDrafts, "a draft makes no session") { store in
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .ada, for: .first)
      try expectEqual(await store.session(.first), nil, "the session")
      try expectEqual(await store.sessions(of: .ada, after: nil, limit: 10), [], "the list")
      _ = try await store.claimNew(.turn(1, by: .bob))
    },
    proves(.keepsDrafts, "drafts are kept by principal and by session") { store in
      let places: [(Principal, SessionID)] = [
        (.ada, .first), (.ada, .second), (.bob, .first), (.anonymous("ada"), .first),
      ]
      for (number, (principal, session)) in places.enumerated() {
        try await store.saveDraft(
          Draft(text: "\(number)", updatedAt: .second(number)), of: principal, for: session)
      }
      for (number, (principal, session)) in places.enumerated() {
        try expectEqual(await store.draft(of: principal, for: session)?.text, "\(number)", "draft \(number)")
      }
      try await store.deleteDraft(of: .ada, for: .first)
      let left = try await places.asyncMap { try await store.draft(of: $0.0, for: $0.1)?.text }
      try expectEqual(left, [nil, "1", "2", "3"], "the drafts after one was deleted")
    },
    proves(.keepsDrafts, "a draft is forgotten, and forgotten again") { store in
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .ada, for: .first)
      for _ in 1...2 {
        try await store.deleteDraft(of: .ada, for: .first)
        try expectEqual(await store.draft(of: .ada, for: .first), nil, "the draft")
      }
    },
    proves(.keepsDrafts, "a draft outlives claims and settlements of its session") { store in
      let draft = Draft(text: "draft", updatedAt: .second(1))
      try await store.saveDraft(draft, of: .ada, for: .first)
      _ = try await store.claimAndSettle(.turn(1))
      try expectEqual(await store.draft(of: .ada, for: .first), draft, "the draft")
    },
    proves(.exact, "the text of a draft comes back byte for byte") { store in
      for text in Awkward.texts + [String(repeating: "ü😀", count: 20_000)] {
        try await store.saveDraft(Draft(text: text, updatedAt: .second(1)), of: .ada, for: .first)
        let stored = try await store.draft(of: .ada, for: .first)
        try expect(
          stored.map { Array($0.text.utf8) } == Array(text.utf8), "the draft was changed: \(text.prefix(40))")
      }
    },
  ]
}

extension Array {
  /// The results of an operation on each element, one after the other.
  fileprivate func asyncMap<Value>(_ operation: (Element) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for element in self { values.append(try await operation(element)) }
    return values
  }
}
