import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension EffectEntry {
  private static let upsert = """
    INSERT INTO effects (number, call, ordinal, state, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (number, call) DO UPDATE SET
      ordinal = excluded.ordinal, state = excluded.state, body = excluded.body
    """

  private static let ofStream = "SELECT body FROM effects WHERE number = ? ORDER BY ordinal"
  private static let unsettled = " AND e.state NOT IN ('confirmed', 'failed', 'compensated')"

  private static let listed =
    """
     WHERE instr(?, '|' || e.state || '|') > 0 AND (s.stream, e.call) > (?, ?)
    """

  private static let order = " ORDER BY s.stream, e.call LIMIT ?"
  private static let join = " JOIN streams s ON s.number = e.number JOIN tails t ON t.number = s.number"

  /// Of all entries; a partial index knows those that are not settled, which are few.
  private static let all =
    "SELECT e.body, s.stream FROM effects e" + join + listed + order

  private static let open =
    "SELECT e.body, s.stream FROM effects e INDEXED BY effects_unsettled" + join + listed + unsettled + order

  /// The ledger of a stream, in the order of the calls.
  static func ledger(ofStream number: Int64, in db: Database) throws -> [EffectEntry] {
    try db.all(ofStream, [number]) { try EffectEntry(&$0) }
  }

  /// Entries in some states, with the names of their streams.
  static func list(
    in states: Set<State>, after place: StreamEffect.Place?, limit: Int, in db: Database
  ) throws -> [(entry: EffectEntry, stream: StreamID)] {
    let words = "|" + states.map(\.rawValue).sorted().joined(separator: "|") + "|"
    let sql = states.contains(where: \.isSettled) ? all : open
    return try db.all(
      sql, [words, place?.stream.stored ?? Data(), place?.call.stored ?? Data(), max(0, limit)]
    ) { (entry: try EffectEntry(&$0), stream: try $0.id()) }
  }

  private init(_ columns: inout ColumnReader) throws {
    guard let entry = EffectEntry(json: try columns.json()) else { throw columns.damage("is no effect") }
    self = entry
  }

  /// Writes the entry, new or in place of what it was.
  ///
  /// - Parameter body: The text of its JSON, which the caller makes before it writes anything: it may be refused.
  func save(_ body: String, ofStream stream: Int64, in db: Database) throws {
    try db.run(Self.upsert, [stream, call.stored, number, state.rawValue, body])
  }
}
