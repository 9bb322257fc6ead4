#if MySQL
  extension MySQLConversationStore {
    /// Brings the tables of the primary up to date, and makes them where there are none.
    ///
    /// May be run again, and by two programs at once. Programs of the version before go on beside it. It has
    /// a connection of its own and the time of ``MySQLConfiguration/migrationTimeout``; a table that is held
    /// for longer than ``MySQLConfiguration/lockTimeout`` it leaves alone, for all who come for the table
    /// after it wait behind it.
    ///
    /// - Throws: ``MySQLSchemaError`` for a database that is newer than the program; `StoreError`.
    public func migrate() async throws {
      var patient = configuration
      patient.callTimeout = configuration.migrationTimeout
      let pool = ConnectionPool(configuration.primary, connections: 1, patient)
      do {
        try await pool.run { slot, deadline in
          try slot.run(until: deadline) { db in try MySQLSchema.migrate(db) }
        }
      } catch {
        await pool.close()
        throw error
      }
      await pool.close()
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
