import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Reopening", .timeLimit(.minutes(1)))
struct ReopeningTests {
  @Test("A stream log that is opened again knows all it knew", arguments: Durability.allCases)
  func streams(durability: Durability) async throws {
    try await withTemporaryPath { path in
      let time = TestTime()
      var log: SQLiteStreamLog? = try openStreamLog(path, durability: durability, time: time)
      let outcome = StreamOutcome(
        state: .aborted, reason: .length, failure: .init(kind: .cut, detail: "a\0b"), model: "small",
        usage: Usage(inputTokens: 3))
      for name in ["a", "b", "c"] { try await log?.make(name) }
      for first in 0..<200 { _ = try await log?.write(.sample("a", first: first, ["text \(first)"])) }
      _ = try await log?.write(.sample("b", first: 0, ["x"], outcome: outcome, end: .aborted))
      try await log?.mark(StreamID(rawValue: "b"), .refused)
      _ = try await log?.requestEnd(StreamID(rawValue: "c"), .supersede)
      _ = try await log?.takeOver(
        StreamID(rawValue: "c"), run: RunID(rawValue: "other"), owner: NodeID(rawValue: "two"),
        lease: .seconds(9), force: true)
      let names = ["a", "b", "c"].map { StreamID(rawValue: $0) }
      let before = try await log?.records(of: names)
      log = nil

      let reopened = try openStreamLog(path, durability: durability, time: time)
      let after = try await reopened.records(of: names)
      #expect(after.count == 3)
      #expect(after == before)
      #expect(after[1].outcome == outcome)
      #expect(try await reopened.texts("a") == (0..<200).map { "text \($0)" })
      let repeated = try await reopened.write(.sample("a", first: 199, ["text 199"]))
      #expect(repeated.length == 200)
      _ = try await reopened.write(.sample("a", first: 200, ["more"]))
      #expect(try await reopened.texts("a").count == 201)
    }
  }

  @Test("A conversation store that is opened again knows all it knew", arguments: Durability.allCases)
  func conversations(durability: Durability) async throws {
    try await withTemporaryPath { path in
      var store: SQLiteConversationStore? = try openConversationStore(path, durability: durability)
      let request = ClaimRequest.sample()
      _ = try await store?.claim(request)
      _ = try await store?.claim(.sample(message: "next", stream: "stream-2"))
      let draft = Draft(text: "not yet", updatedAt: request.now)
      try await store?.saveDraft(draft, of: .anonymous("x"), for: request.key.session)
      let reply = StoredMessage(
        message: UIMessage(id: request.reply, role: .assistant, parts: [.text("Well")]), order: 2,
        status: .interrupted, stream: request.stream, model: "small", usage: Usage(outputTokens: 1),
        createdAt: request.now)
      let settlement = Settlement(
        session: request.session, stream: request.stream, message: reply, now: request.now + .seconds(1))
      #expect(try await store?.settle(settlement) == .settled)
      var edit = ClaimRequest.sample(message: "next", text: "And you?", stream: "stream-3")
      edit.turn = .edit(edit.message)
      edit.idempotencyKey = IdempotencyKey(name: "key", fingerprint: [1])
      guard case .claimed(let edited)? = try await store?.claim(edit) else {
        Issue.record("the edit was not claimed")
        return
      }
      let session = try await store?.session(request.key.session)
      let claim = try await store?.claim(for: request.key)
      let messages = try await store?.messages(in: request.key.session, after: 0, limit: 10)
      store = nil

      let reopened = try openConversationStore(path, durability: durability)
      #expect(try await reopened.session(request.key.session) == session)
      #expect(try await reopened.claim(for: request.key) == claim)
      #expect(try await reopened.messages(in: request.key.session, after: 0, limit: 10) == messages)
      #expect(messages?.map(\.order) == [1, 2, 3])
      #expect(messages?[1] == reply)
      #expect(try await reopened.draft(of: .anonymous("x"), for: request.key.session) == draft)
      #expect(try await reopened.settle(settlement) == .alreadySettled)
      #expect(try await reopened.claim(edit) == .existing(edited, isLastTurn: true))
      edit.idempotencyKey?.fingerprint = [2]
      #expect(try await reopened.claim(edit) == .keyReused)
      let failed = Settlement(
        session: request.session, stream: edited.stream, message: nil, isFailed: true, now: request.now)
      #expect(try await reopened.settle(failed) == .settled)
      let texts = try await reopened.messages(in: request.session, after: 2, limit: 9).map(\.message.text)
      #expect(texts == ["How are you?"])
    }
  }
}
