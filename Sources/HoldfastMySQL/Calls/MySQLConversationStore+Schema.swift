#if MySQL
  extension MySQLConversationStore {
    /// Brings the tables of the primary up to date, and makes them where there are none.
    ///
    /// May be run again, and by two programs at once. Programs of the version before go on beside it.
    ///
    /// - Throws: ``MySQLSchemaError`` for a database that is newer than the program; `StoreError`.
    public func migrate() async throws {
      try await primary.run { slot, deadline in
        try slot.run(until: deadline) { db in try MySQLSchema.migrate(db) }
      }
    }

    /// Checks that the tables of the primary are those that this program knows, and writes nothing.
    ///
    /// - Throws: ``MySQLSchemaError`` when they are not; `StoreError`.
    public func checkSchema() async throws {
      let found = try await read { db in try MySQLSchema.find(in: db) }
      guard let found, found > 0 else { throw MySQLSchemaError.missing }
      let known = MySQLSchema.version
      if found > known { throw MySQLSchemaError.newer(found: found, known: known) }
      if found < known { throw MySQLSchemaError.older(found: found, known: known) }
    }
  }
#endif
