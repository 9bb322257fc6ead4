public import HoldfastModel
public import HoldfastStores

extension SQLiteStreamLog {
  /// The ledger of a stream, in the order of the calls.
  public func effects(of stream: StreamID) async throws -> [EffectEntry] {
    try await file.read { db in
      guard let row = try StreamRow.find(stream, in: db) else { return [] }
      return try EffectEntry.ledger(ofStream: row.number, in: db)
    }
  }

  /// Changes an entry of a stream that has ended, if it still is as stated.
  public func moveEffect(
    of stream: StreamID, from old: EffectEntry, to new: EffectEntry
  ) async throws -> Bool {
    try await file.write { db in
      let row = try StreamRow.get(stream, in: db)
      guard row.state != nil else {
        throw StoreError(.refused, "the ledger of running stream \(stream) is its owner's")
      }
      let ledger = try EffectEntry.ledger(ofStream: row.number, in: db)
      if ledger.contains(new) { return true }
      guard ledger.contains(old), old.call == new.call else { return false }
      try new.save(try StoredJSON.text(new.json), ofStream: row.number, in: db)
      return true
    }
  }

  /// Entries in some states, with their streams, by stream and call, after a place.
  public func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    try await file.read { db in
      try EffectEntry.list(in: states, after: place, limit: limit, in: db).compactMap { found in
        try StreamRecord.find(found.stream, in: db).map { StreamEffect(record: $0, entry: found.entry) }
      }
    }
  }
}
