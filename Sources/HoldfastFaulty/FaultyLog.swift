import HoldfastModel
import HoldfastStores

/// A stream log on whose calls the process may end.
struct FaultyLog: StreamLog {
  let base: any StreamLog
  let fault: Fault

  func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    try await fault.call(.create) { try await base.create(header, run: run, owner: owner, lease: lease) }
  }

  func renew(_ stream: StreamID, epoch: Int, lease: Duration) async throws -> StreamAcknowledgement {
    try await base.renew(stream, epoch: epoch, lease: lease)
  }

  func release(_ stream: StreamID, epoch: Int) async throws { try await base.release(stream, epoch: epoch) }

  func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    try await fault.call(.takeOver) {
      try await base.takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    }
  }

  /// One commit counts once, as the most that any of its writes does.
  func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    let operation: FaultPoint.Operation =
      if batch.contains(where: { $0.end != nil }) {
        .end
      } else if batch.contains(where: { $0.outcome != nil }) {
        .outcome
      } else if batch.contains(where: { !$0.effects.isEmpty }) {
        .ledger
      } else {
        .append
      }
    return await fault.call(operation) { await base.append(batch) }
  }

  func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    try await base.requestEnd(stream, request)
  }

  func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { base.endRequests(to: owner) }

  func changes(of stream: StreamID) -> AsyncStream<Void> { base.changes(of: stream) }

  func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try await fault.call(.mark) { try await base.mark(stream, persistence) }
  }

  func record(of stream: StreamID) async throws -> StreamRecord? { try await base.record(of: stream) }

  func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try await base.records(of: streams)
  }

  func read(_ stream: StreamID, from position: Int, maximumBytes: Int) async throws -> [Frame] {
    try await base.read(stream, from: position, maximumBytes: maximumBytes)
  }

  func expired(limit: Int) async throws -> [StreamRecord] { try await base.expired(limit: limit) }

  func running(limit: Int) async throws -> [StreamRecord] { try await base.running(limit: limit) }

  func unsaved(limit: Int) async throws -> [StreamRecord] { try await base.unsaved(limit: limit) }

  func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    try await base.trim(endedBefore: time, limit: limit)
  }

  func effects(of stream: StreamID) async throws -> [EffectEntry] { try await base.effects(of: stream) }

  func moveEffect(of stream: StreamID, from old: EffectEntry, to new: EffectEntry) async throws -> Bool {
    try await fault.call(.moveEffect) { try await base.moveEffect(of: stream, from: old, to: new) }
  }

  func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    try await base.effects(in: states, after: place, limit: limit)
  }

  func remove(_ streams: [StreamID]) async throws -> [StreamID] { try await base.remove(streams) }

  func checkHealth() async throws { try await base.checkHealth() }
}
