import GRDB

extension Schema {
  /// Refuses a file that is not ours, or newer than this program, and writes nothing.
  func check(_ db: Database) throws {
    let found = try Self.pragma("user_version", of: db)
    let owner = try Self.pragma("application_id", of: db)
    if owner == 0, found == 0, try Self.isEmpty(db) { return }
    guard owner == applicationID else { throw SchemaError(file: file, reason: .foreign) }
    guard found <= version else {
      throw SchemaError(file: file, reason: .newer(found: found, known: version))
    }
  }

  /// Takes the steps that the file lacks, each in a transaction of its own.
  func migrate(_ db: Database) throws {
    let found = try Int(Self.pragma("user_version", of: db))
    for (index, step) in steps.enumerated().dropFirst(found) {
      try db.inTransaction(.immediate) {
        try db.execute(sql: String(decoding: step, as: UTF8.self))
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
        return .commit
      }
    }
  }

  /// The value of a setting that is a number.
  static func pragma(_ name: String, of db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "PRAGMA \(name)") ?? 0
  }

  private static func isEmpty(_ db: Database) throws -> Bool {
    try Int64.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
  }
}
