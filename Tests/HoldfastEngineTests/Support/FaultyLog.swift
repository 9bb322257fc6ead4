import HoldfastModel
import HoldfastStores

/// A stream log that goes wrong when a test says so.
final class FaultyLog: StreamLog {
  enum Operation: Hashable, Sendable {
    case create, renew, takeOver, append, requestEnd, mark, record, read, lists, effects
  }

  let base: any StreamLog
  let plan = FaultPlan<Operation>()

  init(_ base: any StreamLog) { self.base = base }

  func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    try await plan.call(.create) { try await base.create(header, run: run, owner: owner, lease: lease) }
  }

  func renew(_ stream: StreamID, epoch: Int, lease: Duration) async throws -> StreamAcknowledgement {
    try await plan.call(.renew) { try await base.renew(stream, epoch: epoch, lease: lease) }
  }

  func release(_ stream: StreamID, epoch: Int) async throws { try await base.release(stream, epoch: epoch) }

  func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    try await plan.call(.takeOver) {
      try await base.takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    }
  }

  /// A fault concerns the batch as a whole, as a commit does.
  func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    do { return try await plan.call(.append) { await base.append(batch) } } catch {
      return batch.map { _ in .failure(error) }
    }
  }

  func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    try await plan.call(.requestEnd) { try await base.requestEnd(stream, request) }
  }

  func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { base.endRequests(to: owner) }

  func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try await plan.call(.mark) { try await base.mark(stream, persistence) }
  }

  func record(of stream: StreamID) async throws -> StreamRecord? {
    try await plan.call(.record) { try await base.record(of: stream) }
  }

  func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try await plan.call(.record) { try await base.records(of: streams) }
  }

  func read(_ stream: StreamID, from position: Int, maximumBytes: Int) async throws -> [Frame] {
    try await plan.call(.read) { try await base.read(stream, from: position, maximumBytes: maximumBytes) }
  }

  func expired(limit: Int) async throws -> [StreamRecord] {
    try await plan.call(.lists) { try await base.expired(limit: limit) }
  }

  func running(limit: Int) async throws -> [StreamRecord] {
    try await plan.call(.lists) { try await base.running(limit: limit) }
  }

  func unsaved(limit: Int) async throws -> [StreamRecord] {
    try await plan.call(.lists) { try await base.unsaved(limit: limit) }
  }

  func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    try await base.trim(endedBefore: time, limit: limit)
  }

  func effects(of stream: StreamID) async throws -> [EffectEntry] {
    try await plan.call(.effects) { try await base.effects(of: stream) }
  }

  func moveEffect(of stream: StreamID, from old: EffectEntry, to new: EffectEntry) async throws -> Bool {
    try await plan.call(.effects) { try await base.moveEffect(of: stream, from: old, to: new) }
  }

  func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    try await plan.call(.lists) { try await base.effects(in: states, after: place, limit: limit) }
  }

  func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    try await plan.call(.lists) { try await base.remove(streams) }
  }

  func checkHealth() async throws { try await plan.call(.lists) { try await base.checkHealth() } }
}

extension Stores {
  /// The same stores with a log that can go wrong.
  func withFaultyLog() -> (stores: Stores, log: FaultyLog) {
    let faulty = FaultyLog(log)
    var stores = self
    stores.log = faulty
    return (stores, faulty)
  }

  /// The same stores with a conversation store that can go wrong.
  func withFaultyConversations() -> (stores: Stores, conversations: FaultyConversations) {
    let faulty = FaultyConversations(conversations)
    var stores = self
    stores.conversations = faulty
    return (stores, faulty)
  }
}
