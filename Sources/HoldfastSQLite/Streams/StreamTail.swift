import GRDB
import HoldfastModel
import HoldfastStores

/// The end of a stream, from which its frames are found, and the lease, which changes with it.
struct StreamTail {
  /// How many writes make a stride.
  static let writesPerStride = 64

  let number: Int64
  private(set) var leaseUntil: Timestamp
  private(set) var length: Int
  /// How many writes hold frames.
  private var writes: Int
  private(set) var lastWrite: Int64?
  /// The last write of the stride before that of the next write.
  private var stride: Int64?

  private static let insertion = """
    INSERT INTO writes (number, first, count, previous, stride, frames) VALUES (?, ?, ?, ?, ?, ?)
    """

  private static let update = """
    UPDATE tails SET lease_until = ?, length = ?, seal = ?, writes = ?, first_write = coalesce(first_write, ?),
      last_write = ?, stride = ?
    WHERE number = ?
    """

  private static let leaseUpdate = "UPDATE tails SET lease_until = ? WHERE number = ?"

  /// Reads the columns from the lease to the stride, as a statement names them in the order of the table.
  init(number: Int64, _ columns: inout ColumnReader) throws {
    self.number = number
    leaseUntil = try columns.time()
    length = try columns.int()
    writes = try columns.int()
    lastWrite = try columns.optionalInteger()
    stride = try columns.optionalInteger()
  }

  /// Adds frames at the end, if there are any, and lets the lease last until a time.
  mutating func append(_ frames: [Frame], leaseUntil: Timestamp, in db: Database) throws {
    guard let seal = frames.last?.seal else { return try setLease(leaseUntil, in: db) }
    let pack = try FramePack.pack(frames)
    try db.step(Self.insertion) { statement in
      statement.bind(Int(number), length, frames.count)
      statement.bind(lastWrite, at: 4)
      statement.bind(stride, at: 5)
      statement.bind(pack, at: 6)
    }
    let write = db.lastInsertedRowID
    self.leaseUntil = leaseUntil
    length += frames.count
    writes += 1
    lastWrite = write
    if writes.isMultiple(of: Self.writesPerStride) { stride = write }
    try db.step(Self.update) { statement in
      statement.bind(Int(leaseUntil.stored), length)
      statement.bind(seal.bytes, at: 3)
      statement.bind(Int64(writes), at: 4)
      statement.bind(write, at: 5)
      statement.bind(write, at: 6)
      statement.bind(stride, at: 7)
      statement.bind(number, at: 8)
    }
  }

  /// Lets the lease last until a time.
  mutating func setLease(_ time: Timestamp, in db: Database) throws {
    guard time != leaseUntil else { return }
    leaseUntil = time
    try db.run(Self.leaseUpdate, [time.stored, number])
  }
}
