import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("What replies owe", .timeLimit(.minutes(1)))
struct DutyTests {
  private let ann = Principal.user("ann")
  private let session = SessionID(rawValue: "session")
  private let stream = StreamID(rawValue: "stream")

  private func reserve(_ name: String, in store: SQLiteConversationStore) async throws {
    guard case .granted = try await store.reserve(.sample(name)) else {
      throw StoreError(.refused, "\(name) was not granted")
    }
  }

  @Test(
    "Quota, effects, artifacts and tombstones are there when a store is opened again",
    arguments: Durability.allCases)
  func reopened(durability: Durability) async throws {
    try await withTemporaryPath { path in
      var store: SQLiteConversationStore? = try openConversationStore(path, durability: durability)
      for name in ["used", "open"] { try await reserve(name, in: try #require(store)) }
      let wish = QuotaRequest.sample("used")
      _ = try await store?.end(
        wish.id, of: ann, as: .committed(QuotaAmount(messages: 1, tokens: 7)), now: wish.now)
      var request = ClaimRequest.sample()
      request.reservation = wish.id
      _ = try await store?.claim(request)
      var settlement = Settlement(
        session: session, stream: stream,
        message: StoredMessage(
          message: UIMessage(id: request.reply, role: .assistant, parts: [.text("Well")]), order: 2,
          stream: stream, createdAt: request.now), now: request.now)
      settlement.effects = [.sample(0, state: .manualReview)]
      let content = ArtifactContent(
        id: ArtifactID(rawValue: "a"), kind: .code, title: "Title", content: "a\0b")
      settlement.artifacts = [content, content]
      #expect(try await store?.settle(settlement) == .settled)
      _ = try await store?.claim(.sample(session: "other", stream: "stream-2"))
      let other = SessionID(rawValue: "other")
      let tombstone = try await store?.deleteSession(other, of: ann, now: request.now)
      #expect(tombstone?.streams.map(\.stream) == [StreamID(rawValue: "stream-2")])
      let account = try await store?.quotaAccount(of: ann)
      let reservations = try await store?.reservations(of: ann, after: nil, limit: 9)
      let versions = try await store?.versions(of: content.id, in: session)
      store = nil

      let again = try openConversationStore(path, durability: durability)
      #expect(try await again.quotaAccount(of: ann) == account)
      #expect(account?.outstandingCount == 1)
      #expect(try await again.reservations(of: ann, after: nil, limit: 9) == reservations)
      #expect(reservations?.map(\.state) == [.outstanding, .committed])
      #expect(try await again.claim(reserving: wish.id, in: session)?.stream == stream)
      #expect(try await again.effects(of: stream, in: session) == settlement.effects)
      #expect(try await again.versions(of: content.id, in: session) == versions)
      #expect(versions?.map(\.version) == [1, 2])
      #expect(try await again.openTombstones(after: nil, limit: 9).first == tombstone)
      #expect(try await again.claim(.sample(session: "other")) == .sessionDeleted)
    }
  }

  @Test("A ledger is there when a log is opened again", arguments: Durability.allCases)
  func reopenedLog(durability: Durability) async throws {
    try await withTemporaryPath { path in
      let name = StreamID(rawValue: "a")
      do {
        let log = try openStreamLog(path, durability: durability)
        try await log.make("a")
        var write = StreamAppend.sample("a", first: 0, ["x"], outcome: StreamOutcome(state: .finished))
        write.effects = [.sample(0, state: .executing), .sample(1)]
        _ = try await log.write(write)
        write = .sample("a", first: 1, [], end: .finished)
        write.effects = [.sample(0, state: .compensating)]
        _ = try await log.write(write)
      }
      let log = try openStreamLog(path, durability: durability)
      let ledger = [EffectEntry.sample(0, state: .compensating), .sample(1)]
      #expect(try await log.effects(of: name) == ledger)
      let open = try await log.effects(in: [.compensating], after: nil, limit: 9)
      #expect(open.map(\.entry) == [ledger[0]])
      #expect(try await log.moveEffect(of: name, from: ledger[0], to: .sample(0, state: .compensated)))
    }
  }

  @Test("The ledger of a removed stream is deleted, and those of others are not")
  func removedLedger() async throws {
    try await withStreamLog { log, time in
      for name in ["a", "b", "c"] {
        try await log.make(name)
        var write = StreamAppend.sample(
          name, first: 0, ["x"], outcome: StreamOutcome(state: .finished), end: .finished)
        write.effects = [.sample(0), .sample(1)]
        _ = try await log.write(write)
      }
      try await log.mark(StreamID(rawValue: "a"), .saved)
      let count = "SELECT count(*) FROM effects"
      #expect(try await log.trim(endedBefore: time.now + .seconds(1), limit: 9).count == 1)
      #expect(try await log.file.answers(to: count) == ["4"])
      #expect(try await log.remove([StreamID(rawValue: "b")]).count == 1)
      #expect(try await log.file.answers(to: count) == ["2"])
      #expect(try await log.effects(of: StreamID(rawValue: "c")) == [.sample(0), .sample(1)])
    }
  }

  @Test("A store without room sets nothing aside, and its sums stay true")
  func fullDisk() async throws {
    try await withConversationStore { store in
      try await reserve("first", in: store)
      let before = try await store.quotaAccount(of: ann)
      let pages = try #require(try await store.file.answers(to: "PRAGMA page_count").first)
      _ = try await store.file.answers(to: "PRAGMA max_page_count = \(pages)")
      let large = QuotaRequest.sample("second", plan: String(repeating: "x", count: 100_000))
      let code = await storeErrorCode { _ = try await store.reserve(large) }
      #expect(code == .full)
      #expect(try await store.reservation(large.id, of: ann) == nil)
      #expect(try await store.quotaAccount(of: ann) == before)
      _ = try await store.file.answers(to: "PRAGMA max_page_count = 1073741823")
      guard case .granted = try await store.reserve(large) else {
        Issue.record("nothing was set aside when there was room again")
        return
      }
      let all = try await store.reservations(of: ann, after: nil, limit: 9)
      #expect(try await store.quotaAccount(of: ann).agrees(with: QuotaAccount(counting: all)))
    }
  }

  @Test("When the sums cannot be written, the reservation is not either")
  func together() async throws {
    try await withConversationStore { store in
      try await reserve("first", in: store)
      _ = try await store.file.answers(
        to: """
          CREATE TRIGGER stop BEFORE UPDATE ON quota_accounts BEGIN SELECT RAISE(ABORT, 'no'); END
          """)
      let wish = QuotaRequest.sample("second")
      await #expect(throws: StoreError.self) { try await store.reserve(wish) }
      await #expect(throws: StoreError.self) {
        try await store.end(QuotaRequest.sample("first").id, of: ann, as: .released, now: wish.now)
      }
      #expect(try await store.reservation(wish.id, of: ann) == nil)
      let all = try await store.reservations(of: ann, after: nil, limit: 9)
      #expect(all.map(\.state) == [.outstanding])
      #expect(try await store.quotaAccount(of: ann).agrees(with: QuotaAccount(counting: all)))
    }
  }

  @Test("When an entry of the ledger cannot be written, nothing of its commit is")
  func ledgerWithFrames() async throws {
    try await withStreamLog { log, _ in
      for name in ["a", "b"] { try await log.make(name) }
      _ = try await log.file.answers(
        to: """
          CREATE TRIGGER stop BEFORE INSERT ON effects WHEN NEW.state = 'failed'
          BEGIN SELECT RAISE(ABORT, 'no'); END
          """)
      var write = StreamAppend.sample("a", first: 0, ["x"])
      write.effects = [.sample(0), .sample(1, state: .failed)]
      let results = await log.append([write, .sample("b", first: 0, ["y"])])
      for result in results { #expect(throws: StoreError.self) { try result.get() } }
      for name in ["a", "b"] { #expect(try await log.texts(name) == []) }
      #expect(try await log.effects(of: StreamID(rawValue: "a")) == [])
      #expect(try await log.record(of: StreamID(rawValue: "a"))?.length == 0)
    }
  }

  @Test(
    "A write with an entry that is too large is refused with its frames, and others of its commit are taken")
  func tooLarge() async throws {
    try await withStreamLog { log, _ in
      for name in ["a", "b"] { try await log.make(name) }
      var write = StreamAppend.sample("a", first: 0, ["x"], outcome: StreamOutcome(state: .finished))
      var large = EffectEntry.sample(1)
      large.output = .string(String(repeating: "x", count: StoredBytes.maximumBytes))
      write.effects = [.sample(0), large]
      let results = await log.append([write, .sample("b", first: 0, ["y"])])
      let code = await storeErrorCode { _ = try results[0].get() }
      #expect(code == .refused)
      #expect(try results[1].get().length == 1)
      #expect(try await log.texts("a") == [])
      #expect(try await log.effects(of: StreamID(rawValue: "a")) == [])
      let record = try await log.record(of: StreamID(rawValue: "a"))
      #expect(record?.length == 0 && record?.outcome == nil)
      #expect(try await log.texts("b") == ["y"])
    }
  }

  @Test(
    "What is no JSON of ours is told as damage",
    arguments: ["quota_accounts", "quota_reservations", "effects"])
  func damage(table: String) async throws {
    try await withConversationStore { store in
      try await reserve("first", in: store)
      _ = try await store.claim(.sample())
      try await store.saveEffect(.sample(0), of: stream, in: session)
      #expect(try await store.effects(of: stream, in: session) == [.sample(0)])
      _ = try await store.file.answers(to: "UPDATE \(table) SET body = '{\"else\":1}'")
      let code = await storeErrorCode {
        _ = try await store.quotaAccount(of: ann)
        _ = try await store.reservation(QuotaRequest.sample("first").id, of: ann)
        _ = try await store.effects(of: stream, in: session)
      }
      #expect(code == .damaged)
    }
  }
}
