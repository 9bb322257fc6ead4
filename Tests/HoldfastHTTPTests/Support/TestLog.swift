import HoldfastModel
import HoldfastStores

/// A stream log whose writes are written down, and which can be made to fail.
struct TestLog: StreamLog {
  let base: any StreamLog
  let ledger = StoreLedger()
  let health = HealthGate()

  func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    try ledger.checkWrite()
    let creation = try await base.create(header, run: run, owner: owner, lease: lease)
    if case .created = creation { ledger.note("create \(header.stream)") }
    return creation
  }

  func renew(_ stream: StreamID, epoch: Int, lease: Duration) async throws -> StreamAcknowledgement {
    try ledger.checkWrite()
    return try await base.renew(stream, epoch: epoch, lease: lease)
  }

  func release(_ stream: StreamID, epoch: Int) async throws {
    try ledger.checkWrite()
    try await base.release(stream, epoch: epoch)
  }

  func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    try ledger.checkWrite()
    let result = try await base.takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    if case .taken = result { ledger.note("take over \(stream)") }
    return result
  }

  func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    do { try ledger.checkWrite() } catch { return batch.map { _ in .failure(error) } }
    for append in batch { ledger.note("append \(append.frames.count) to \(append.stream)") }
    return await base.append(batch)
  }

  func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    try ledger.checkWrite()
    let record = try await base.requestEnd(stream, request)
    if record.state == nil { ledger.note("end \(stream)") }
    return record
  }

  func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { base.endRequests(to: owner) }

  func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try ledger.checkWrite()
    try await base.mark(stream, persistence)
    ledger.note("mark \(stream)")
  }

  func record(of stream: StreamID) async throws -> StreamRecord? {
    try ledger.checkRead()
    return try await base.record(of: stream)
  }

  func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try ledger.checkRead()
    return try await base.records(of: streams)
  }

  func read(_ stream: StreamID, from position: Int, maximumBytes: Int) async throws -> [Frame] {
    try ledger.checkRead()
    return try await base.read(stream, from: position, maximumBytes: maximumBytes)
  }

  func expired(limit: Int) async throws -> [StreamRecord] { try await base.expired(limit: limit) }
  func running(limit: Int) async throws -> [StreamRecord] { try await base.running(limit: limit) }
  func unsaved(limit: Int) async throws -> [StreamRecord] { try await base.unsaved(limit: limit) }

  func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    try ledger.checkWrite()
    return try await base.trim(endedBefore: time, limit: limit)
  }

  func effects(of stream: StreamID) async throws -> [EffectEntry] {
    try ledger.checkRead()
    return try await base.effects(of: stream)
  }

  func moveEffect(of stream: StreamID, from old: EffectEntry, to new: EffectEntry) async throws -> Bool {
    try ledger.checkWrite()
    return try await base.moveEffect(of: stream, from: old, to: new)
  }

  func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    try ledger.checkRead()
    return try await base.effects(in: states, after: place, limit: limit)
  }

  func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    try ledger.checkWrite()
    return try await base.remove(streams)
  }

  func checkHealth() async throws {
    await health.pass()
    try ledger.checkWrite()
    try await base.checkHealth()
  }
}
