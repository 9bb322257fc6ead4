import Foundation
import GRDBSQLite
import HoldfastSQLite
import HoldfastModel

/// A data folder as a busy server would leave it behind, for measuring how a start grows with it.
///
/// Written through SQL by the hundred thousand: through the stores it would take minutes. That the server takes it for
/// its own is seen when it starts on it.
package struct SeededStores {
  private let directory: String
  private let now: Int64

  /// Prepares to fill a folder.
  package init(directory: String) {
    self.directory = directory
    now = Int64(Date().timeIntervalSince1970 * 1000)
  }

  /// Writes sessions whose replies are saved, and sessions whose replies were running when the server died.
  ///
  /// Blocks meanwhile.
  ///
  /// - Throws: What opening the stores threw; ``LoadError`` when SQLite refuses.
  package func write(sessions: Int, open: Int) throws {
    try makeSchemas()
    try execute(on: "conversations.sqlite", conversations(from: 1, through: sessions, isOpen: false))
    try execute(
      on: "conversations.sqlite", conversations(from: sessions + 1, through: sessions + open, isOpen: true))
    try execute(on: "streams.sqlite", streams(from: sessions + 1, through: sessions + open))
  }

  /// The stores make their own tables.
  private func makeSchemas() throws {
    let directory = try DataDirectory(path: directory)
    _ = try SQLiteConversationStore(directory: directory, durability: .process)
    _ = try SQLiteStreamLog(directory: directory, durability: .process) { Timestamp(milliseconds: 0) }
  }

  private func execute(on file: String, _ sql: String) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    guard sqlite3_open("\(directory)/\(file)", &connection) == SQLITE_OK,
      sqlite3_exec(connection, "BEGIN; \(sql); COMMIT", nil, nil, nil) == SQLITE_OK
    else { throw LoadError("\(file): \(String(cString: sqlite3_errmsg(connection)))") }
  }

  /// The numbers of a range as a table `n(n)`.
  private func numbers(_ first: Int, _ last: Int) -> String {
    "WITH RECURSIVE n(n) AS (SELECT \(first) WHERE \(first) <= \(last) UNION ALL SELECT n + 1 FROM n WHERE n < \(last))"
  }

  private func name(_ prefix: String) -> String { "CAST('\(prefix)' || n AS BLOB)" }

  private func conversations(from first: Int, through last: Int, isOpen: Bool) -> String {
    let numbers = numbers(first, last)
    let user = #"[{"type":"text","text":"What is the tide today?"}]"#
    let reply = #"[{"type":"step-start"},{"type":"text","text":"It is high at noon.","state":"done"}]"#
    var sql = """
      INSERT INTO sessions \(numbers)
        SELECT \(name("session-")), \(name("user:")), CAST('The tide' AS BLOB),
          \(isOpen ? name("stream-") : "NULL"), \(now), \(now), 2, 1 FROM n;
      INSERT INTO messages \(numbers)
        SELECT \(name("session-")), 1, 0, \(name("message-")), 'user', 'complete', NULL, NULL, NULL, \(now),
          \(name("stream-")), NULL, NULL, '\(user)' FROM n;
      INSERT INTO claims (session, number, message, trigger, target, state, principal, stream, run, reply, place, segment,
          fingerprint, agent, dialect, route_form, created_at) \(numbers)
        SELECT \(name("session-")), 1, \(name("message-")), 'submit', x'', '\(isOpen ? "claimed" : "settled")',
          \(name("user:")), \(name("stream-")), \(name("run-")), \(name("reply-")), 2, 0, zeroblob(32),
          CAST('default' AS BLOB), 'v5', 'chat', \(now) FROM n
      """
    if !isOpen {
      sql += """
        ;
        INSERT INTO messages \(numbers)
          SELECT \(name("session-")), 2, 0, \(name("reply-")), 'assistant', 'complete', \(name("stream-")),
            CAST('bench' AS BLOB), NULL, \(now), \(name("stream-")), NULL, NULL, '\(reply)' FROM n
        """
    }
    return sql
  }

  private func streams(from first: Int, through last: Int) -> String {
    let chunks = [
      #"{"type":"start","messageId":"reply"}"#, #"{"type":"start-step"}"#, #"{"type":"text-start","id":"0"}"#,
      #"{"type":"text-delta","id":"0","delta":"It is high at "}"#,
    ]
    let pack = chunks.flatMap { chunk -> [UInt8] in
      let count = UInt32(chunk.utf8.count)
      let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
      return length + [UInt8](repeating: 0, count: Seal.byteCount) + Array(chunk.utf8)
    }
    let frames = pack.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let (numbers, base) = (numbers(first, last), first - 1)
    return """
      INSERT INTO streams (number, stream, principal, session, message, trigger, target, reply, place, segment, agent,
          dialect, route_form, created_at, run, owner, epoch, epoch_start, persistence) \(numbers)
        SELECT n - \(base), \(name("stream-")), \(name("user:")), \(name("session-")), \(name("message-")), 'submit',
          x'', \(name("reply-")), 2, 0, CAST('default' AS BLOB), 'v5', 'chat', \(now), \(name("run-")),
          CAST('gone' AS BLOB), 1, 0, 'pending' FROM n;
      INSERT INTO writes \(numbers)
        SELECT n - \(base), n - \(base), 0, \(chunks.count), NULL, NULL, x'\(frames)' FROM n;
      INSERT INTO tails \(numbers)
        SELECT n - \(base), \(now + 10_000), \(chunks.count), zeroblob(\(Seal.byteCount)), 1, n - \(base), n - \(base), NULL
        FROM n
      """
  }
}
