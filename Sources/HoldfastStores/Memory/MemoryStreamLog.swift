public import HoldfastModel
import Synchronization

/// A stream log that lives and dies with the process: for tests, trials and the simulator.
///
/// It keeps every rule of ``StreamLog`` but durability. Each call is one step under one lock. The lists of what is left
/// to do look at every stream.
public final class MemoryStreamLog: StreamLog {
  private let streams = Mutex<[StreamID: MemoryStream]>([:])
  private let bell = EndRequestBell()
  private let now: @Sendable () -> Timestamp

  /// Makes an empty log.
  ///
  /// - Parameter now: The log's own clock, by which leases are judged.
  public init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// All that it holds, for a log that keeps copies of it.
  package var contents: [StreamID: MemoryStream] {
    get { streams.withLock { $0 } }
    set { streams.withLock { $0 = newValue } }
  }

  // MARK: Owning

  /// Makes a stream if there is none of that name.
  public func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    let leaseUntil = now() + lease
    return streams.withLock { streams in
      if let stream = streams[header.stream] { return .exists(stream.record) }
      let record = StreamRecord(header: header, run: run, owner: owner, epoch: 1, leaseUntil: leaseUntil)
      streams[header.stream] = MemoryStream(record)
      return .created(record)
    }
  }

  /// Extends the lease, and tells whether an end was requested.
  public func renew(
    _ stream: StreamID, epoch: Int, lease: Duration
  ) async throws -> StreamAcknowledgement {
    let leaseUntil = now() + lease
    return try change(stream) { stream throws(StoreError) in
      try stream.renew(epoch: epoch, leaseUntil: leaseUntil)
    }
  }

  /// Gives the lease up, so that another node may take over at once.
  public func release(_ stream: StreamID, epoch: Int) async throws {
    let now = now()
    streams.withLock { $0[stream]?.release(epoch: epoch, now: now) }
  }

  /// Makes a stream ours: raises the epoch, and returns what the log knows of it in the same step.
  public func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    let now = now()
    return try change(stream) { stream throws(StoreError) in
      stream.takeOver(run: run, owner: owner, now: now, lease: lease, force: force)
    }
  }

  // MARK: Writing

  /// Takes writes to any number of streams, in one step, with a result for each in the same order.
  public func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    let now = now()
    return streams.withLock { streams in
      batch.map { write in
        Result {
          try Self.change(write.stream, of: &streams) { stream throws(StoreError) in
            try stream.append(write, now: now)
          }
        }
      }
    }
  }

  /// Asks the owner to end a stream.
  public func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    let record = try change(stream) { stream throws(StoreError) in
      stream.requestEnd(request)
      return stream.record
    }
    if record.outcome == nil, let owner = record.owner { bell.ring(stream, for: owner) }
    return record
  }

  /// The streams of a node whose end is asked for, as it happens.
  public func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { bell.listen(owner) }

  /// Notes what became of the reply in the conversation store.
  public func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try change(stream) { stream throws(StoreError) in stream.mark(persistence) }
  }

  // MARK: Reading

  /// What the log knows of a stream.
  public func record(of stream: StreamID) async throws -> StreamRecord? {
    streams.withLock { $0[stream]?.record }
  }

  /// What the log knows of some streams; those that are not there are left out.
  public func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    self.streams.withLock { all in streams.compactMap { all[$0]?.record } }
  }

  /// The frames from a position on, in order.
  public func read(
    _ stream: StreamID, from position: Int, maximumBytes: Int
  ) async throws -> [Frame] {
    try change(stream) { stream throws(StoreError) in
      stream.frames(from: position, maximumBytes: maximumBytes)
    }
  }

  // MARK: The effect ledger

  /// The ledger of a stream, in the order of the calls.
  public func effects(of stream: StreamID) async throws -> [EffectEntry] {
    streams.withLock { $0[stream]?.effects ?? [] }
  }

  /// Changes an entry of a stream that has ended, if it still is as stated.
  public func moveEffect(
    of stream: StreamID, from old: EffectEntry, to new: EffectEntry
  ) async throws -> Bool {
    try change(stream) { stream throws(StoreError) in try stream.moveEffect(from: old, to: new) }
  }

  /// Entries in some states, with their streams, by stream and call, after a place.
  public func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    let all = streams.withLock { streams in
      streams.values.flatMap { stream in
        stream.effects.filter { states.contains($0.state) }.map {
          StreamEffect(record: stream.record, entry: $0)
        }
      }
    }
    let later = all.filter { effect in place.map { $0.comes(before: effect.place) } ?? true }
    return Array(later.sorted { $0.place.comes(before: $1.place) }.prefix(max(0, limit)))
  }

  // MARK: What is left to do

  /// Running streams whose lease has run out, longest ago first.
  public func expired(limit: Int) async throws -> [StreamRecord] {
    let now = now()
    let expired = records { $0.state == nil && $0.leaseUntil <= now }
    return Array(
      expired.sorted { ($0.leaseUntil, $0.stream) < ($1.leaseUntil, $1.stream) }.prefix(max(0, limit)))
  }

  /// Running streams, by name.
  public func running(limit: Int) async throws -> [StreamRecord] {
    Array(records { $0.state == nil }.prefix(max(0, limit)))
  }

  /// Ended streams whose reply is still `pending`, by name.
  public func unsaved(limit: Int) async throws -> [StreamRecord] {
    Array(records { $0.state != nil && $0.persistence == .pending }.prefix(max(0, limit)))
  }

  /// Removes whole streams that have ended before a time and whose reply is not `pending`.
  public func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    streams.withLock { streams in
      let old = streams.values.lazy.filter { stream in
        stream.record.persistence != .pending && stream.areEffectsSettled
          && (stream.record.endedAt.map { $0 < time } ?? false)
      }
      let names = Array(old.map(\.record.stream).sorted().prefix(max(0, limit)))
      for name in names { streams[name] = nil }
      return names
    }
  }

  /// Removes streams that have ended, whatever became of their replies.
  public func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    self.streams.withLock { all in
      for name in streams where all[name]?.record.state != nil && all[name]?.areEffectsSettled == true {
        all[name] = nil
      }
      return streams.filter { all[$0] == nil }
    }
  }

  // MARK: Health

  /// Proves that the log takes writes: this one always does.
  public func checkHealth() async throws {}

  // MARK: The state

  /// The records that satisfy a condition, by name.
  private func records(where isWanted: (StreamRecord) -> Bool) -> [StreamRecord] {
    let records = streams.withLock { $0.values.map(\.record).filter(isWanted) }
    return records.sorted { $0.stream < $1.stream }
  }

  private func change<Value: Sendable>(
    _ name: StreamID, _ body: (inout MemoryStream) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    try streams.withLock { streams throws(StoreError) in try Self.change(name, of: &streams, body) }
  }

  private static func change<Value>(
    _ name: StreamID, of streams: inout [StreamID: MemoryStream],
    _ body: (inout MemoryStream) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    // Taken by its place, so that the frames are changed where they are and never copied.
    guard let index = streams.index(forKey: name) else {
      throw StoreError(.notFound, "there is no stream \(name)")
    }
    return try body(&streams.values[index])
  }
}
