import GRDB
import HoldfastModel
import HoldfastStores

extension SQLiteSession {
  private static let effectUpsert = """
    INSERT INTO effects (session, stream, call, number, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (session, stream, call) DO UPDATE SET number = excluded.number, body = excluded.body
    """

  private static let effects = """
    SELECT body FROM effects WHERE session = ? AND stream = ? ORDER BY number
    """

  private static let byReservation = """
    SELECT stream FROM claims INDEXED BY claims_by_reservation
    WHERE session = ? AND reservation = ? ORDER BY number DESC LIMIT 1
    """

  func save(_ effect: EffectEntry, of stream: StreamID) throws {
    try db.run(
      Self.effectUpsert,
      [
        id.stored, stream.stored, effect.call.stored, effect.number, try StoredJSON.text(effect.json),
      ])
  }

  /// What the tool calls of a stream came to, in their order.
  func effects(of stream: StreamID) throws -> [EffectEntry] {
    try db.all(Self.effects, [id.stored, stream.stored]) { columns in
      guard let entry = EffectEntry(json: try columns.json()) else { throw columns.damage("is no effect") }
      return entry
    }
  }

  /// The newest claim that names a reservation, cut or not.
  func claim(reserving reservation: ReservationID) throws -> Claim? {
    let stream: StreamID? = try db.first(Self.byReservation, [id.stored, reservation.stored]) { try $0.id() }
    return try stream.flatMap { try claim(of: $0) }
  }
}
