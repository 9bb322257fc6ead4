import GRDB
import HoldfastModel
import HoldfastStores

/// What a call that changes a stream is judged by: its row and its tail.
struct StreamRow {
  let stream: StreamID
  let number: Int64
  let epoch: Int
  /// What lies before this position was written in an earlier epoch.
  let epochStart: Int
  let hasOwner: Bool
  let requestedEnd: EndRequest?
  let outcome: StreamOutcome?
  let outcomeEpoch: Int?
  let state: TerminalState?
  var tail: StreamTail

  private static let one = """
    SELECT s.number, s.epoch, s.epoch_start, s.owner IS NOT NULL, s.requested_end, s.outcome, s.outcome_epoch,
      s.state, t.lease_until, t.length, t.writes, t.last_write, t.stride
    FROM streams s JOIN tails t ON t.number = s.number
    WHERE s.stream = ?
    """

  /// Reads a stream.
  static func find(_ stream: StreamID, in db: Database) throws -> StreamRow? {
    try db.first(one, [stream.stored]) { try StreamRow(stream, &$0) }
  }

  /// Reads a stream that must be there.
  static func get(_ stream: StreamID, in db: Database) throws -> StreamRow {
    guard let row = try find(stream, in: db) else { throw StoreError.noStream(stream) }
    return row
  }

  private init(_ stream: StreamID, _ columns: inout ColumnReader) throws {
    self.stream = stream
    number = try columns.integer()
    epoch = try columns.int()
    epochStart = try columns.int()
    hasOwner = try columns.integer() != 0
    requestedEnd = try columns.optionalWord()
    outcome = try columns.optionalOutcome()
    outcomeEpoch = try columns.optionalInteger().map { Int($0) }
    state = try columns.optionalWord()
    tail = try StreamTail(number: number, &columns)
  }

  /// Refuses whoever is not the owner any more.
  func check(epoch: Int) throws(StoreError) {
    guard epoch == self.epoch else {
      throw StoreError(.fenced, "epoch \(epoch) of stream \(stream) is not \(self.epoch)")
    }
  }

  /// Refuses a stream that has ended.
  func checkRunning() throws(StoreError) {
    guard state == nil else { throw StoreError(.ended, "stream \(stream) has ended") }
  }

  /// Until when the lease lasts that a call of the owner asks for: a lease that was given up stays given up.
  func leaseUntil(_ time: Timestamp) -> Timestamp { hasOwner ? time : tail.leaseUntil }

  /// What the owner is told.
  var acknowledgement: StreamAcknowledgement {
    StreamAcknowledgement(length: tail.length, requestedEnd: requestedEnd)
  }
}
