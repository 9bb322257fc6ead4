#if MySQL
  /// The tables of the conversation store, as steps from nothing to the newest version.
  ///
  /// The steps are the files of the folder `Schema`, in the binary as bytes. They only go forward; a table keeps the number
  /// of those that were taken. A data definition commits by itself, so a step is no transaction: each of its statements may
  /// be run again, and the step is noted when all have run.
  enum MySQLSchema {
    /// The SQL of each step.
    static let steps: [[UInt8]] = [
      PackageResources.conversations_0001_sql, PackageResources.conversations_0002_sql,
    ]

    /// The version that this program writes.
    static var version: Int { steps.count }

    private static let table = """
      CREATE TABLE IF NOT EXISTS holdfast_schema (version BIGINT NOT NULL, PRIMARY KEY (version))
        ENGINE = InnoDB, DEFAULT CHARACTER SET = utf8mb4, COLLATE = utf8mb4_bin
      """

    private static let note = "INSERT IGNORE INTO holdfast_schema (version) VALUES (?)"

    private static let newest = "SELECT COALESCE(MAX(version), 0) FROM holdfast_schema"

    /// The version of a database; `nil` when it has none of our tables.
    static func find(in db: MySQLConnection) throws -> Int? {
      do {
        return try db.first(newest) { try $0.int() }
      } catch let failure as MySQLFailure where failure.code == MySQLFailure.Code.noSuchTable {
        return nil
      }
    }

    /// Takes the steps that a database lacks.
    static func migrate(_ db: MySQLConnection) throws {
      try db.command(table)
      let found = try find(in: db) ?? 0
      guard found <= version else { throw MySQLSchemaError.newer(found: found, known: version) }
      for (index, step) in steps.enumerated().dropFirst(found) {
        for statement in statements(of: step) { try run(statement, in: db) }
        try db.run(note, [.number(index + 1)])
      }
    }

    /// Runs a statement of a step, which may have run before.
    ///
    /// MySQL cannot be told to add a column only where there is none, so it is asked to, and its refusal
    /// means that an earlier run, or another program's, has added it.
    private static func run(_ statement: String, in db: MySQLConnection) throws(MySQLFailure) {
      do {
        try db.command(statement)
      } catch {
        guard statement.hasPrefix("ALTER TABLE "), isAdded.contains(error.code) else { throw error }
      }
    }

    /// What a server says of a column or a key that is there already.
    private static let isAdded: Set = [MySQLFailure.Code.duplicateColumn, MySQLFailure.Code.duplicateKey]

    /// The statements of a step, each of which ends with a semicolon at the end of a line.
    static func statements(of step: [UInt8]) -> [String] {
      var statements: [String] = []
      var statement = ""
      for line in String(decoding: step, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("--") {
        statement += line + "\n"
        guard line.hasSuffix(";") else { continue }
        statements.append(String(statement.dropLast(2)))
        statement = ""
      }
      return statements
    }
  }
#endif
