import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Meaning of SQLite's errors")
struct ErrorMapTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var code: Int32
    var read: StoreError.Code
    var write: StoreError.Code
    var commit: StoreError.Code

    init(
      _ name: String, _ code: Int32, _ all: StoreError.Code, write: StoreError.Code? = nil,
      commit: StoreError.Code? = nil
    ) {
      self.name = name
      self.code = code
      read = all
      self.write = write ?? all
      self.commit = commit ?? all
    }

    var testDescription: String { name }
  }

  static let rows = [
    Row("BUSY", 5, .unavailable), Row("BUSY_SNAPSHOT", 517, .unavailable), Row("LOCKED", 6, .unavailable),
    Row("PROTOCOL", 15, .unavailable), Row("SCHEMA", 17, .unavailable), Row("FULL", 13, .full),
    Row("IOERR_READ", 266, .unavailable, commit: .indeterminate),
    Row("IOERR_WRITE", 778, .unavailable, commit: .indeterminate),
    Row("IOERR_FSYNC", 1034, .unavailable, commit: .indeterminate),
    Row("IOERR_CORRUPTFS", 8458, .damaged, write: .unavailable, commit: .indeterminate),
    Row("CORRUPT", 11, .damaged), Row("CORRUPT_INDEX", 779, .damaged), Row("NOTADB", 26, .damaged),
    Row("READONLY", 8, .unavailable), Row("CANTOPEN", 14, .unavailable), Row("PERM", 3, .unavailable),
    Row("AUTH", 23, .unavailable), Row("INTERRUPT", 9, .unavailable), Row("ABORT", 4, .unavailable),
    Row("NOMEM", 7, .unavailable), Row("TOOBIG", 18, .refused), Row("CONSTRAINT_UNIQUE", 2067, .refused),
    Row("CONSTRAINT_PRIMARYKEY", 1555, .refused), Row("MISMATCH", 20, .refused),
    Row("ERROR", 1, .unavailable, commit: .indeterminate),
    Row("MISUSE", 21, .unavailable, commit: .indeterminate),
  ]

  @Test("An error has its meaning, by when it comes up", arguments: rows)
  func meaning(row: Row) {
    let error = { StoreError(extendedCode: row.code, text: "text", in: "file", at: $0) }
    #expect(error(.read).code == row.read)
    #expect(error(.write).code == row.write)
    #expect(error(.commit).code == row.commit)
    #expect(error(.read).message == "file: SQLite error \(row.code), text")
    #expect(error(.read).description == "StoreError.\(row.read)")
  }

  @Test("A constraint that no rule expects is refused, and what was written before it undone")
  func constraint() async throws {
    try await withConversationStore { store in
      let request = ClaimRequest.sample()
      _ = try await store.claim(request)
      let reply = StoredMessage(
        message: .init(id: request.reply, role: .assistant, parts: []), order: 1, createdAt: request.now)
      let settlement = Settlement(
        session: request.session, stream: request.stream, message: reply, now: request.now)
      let code = await storeErrorCode { _ = try await store.settle(settlement) }
      #expect(code == .refused)
      #expect(try await store.claim(for: request.key)?.state == .claimed)
      #expect(try await store.messages(in: request.key.session, after: 0, limit: 9).count == 1)
    }
  }
}
