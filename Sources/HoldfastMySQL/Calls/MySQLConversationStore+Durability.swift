#if MySQL
  public import HoldfastStores

  extension MySQLConversationStore: DurabilityReporting {
    private static let settings = """
      SELECT CAST(@@innodb_flush_log_at_trx_commit AS SIGNED), CAST(@@log_bin AS SIGNED),
        CAST(@@sync_binlog AS SIGNED)
      """

    /// What the primary's settings do not hold of the promised durability.
    ///
    /// A commit survives the loss of power when InnoDB writes and syncs its log at each (`innodb_flush_log_at_trx_commit =
    /// 1`) and, where there is a binary log, syncs that too (`sync_binlog = 1`): after a crash InnoDB keeps of the prepared
    /// transactions those that the binary log has. Vitess answers for the variables of no single server; PlanetScale and
    /// others acknowledge a commit when a replica has it, so nothing is missing there.
    ///
    /// - Throws: ``StoreError`` when the server does not answer.
    public func durabilityShortfalls() async throws -> [String] {
      try await read { db in
        guard db.kind != .vitess else { return [] }
        return try db.first(Self.settings) { columns in
          let (flush, hasLog, sync) = (try columns.int(), try columns.int(), try columns.int())
          var shortfalls: [String] = []
          if flush != 1 {
            shortfalls.append(
              "innodb_flush_log_at_trx_commit is \(flush): a crash may lose what was acknowledged")
          }
          if hasLog != 0, sync != 1 {
            shortfalls.append(
              "sync_binlog is \(sync): a crash may lose what was acknowledged, or its replication")
          }
          return shortfalls
        } ?? []
      }
    }
  }
#endif
