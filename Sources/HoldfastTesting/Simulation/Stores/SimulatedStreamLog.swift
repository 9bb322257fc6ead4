package import HoldfastModel
package import HoldfastStores

/// A stream log on a simulated disk, as one process reaches it.
package struct SimulatedStreamLog: StreamLog {
  let world: SimulationWorld
  private let link: StoreLink
  /// Who calls.
  var caller: NodeLife { link.caller }
  private let store: SimulatedStore<MemoryStreamLog>
  private let bell: EndRequestBell

  /// Makes a log.
  ///
  /// - Parameter bell: Shared by all processes that reach the store.
  package init(
    world: SimulationWorld, link: StoreLink, store: SimulatedStore<MemoryStreamLog>, bell: EndRequestBell
  ) {
    self.world = world
    self.link = link
    self.store = store
    self.bell = bell
  }

  func write<Value: Sendable>(
    _ call: StoreCall, dying death: StoreLink.Death? = nil,
    _ body: @escaping @Sendable (MemoryStreamLog) async throws -> Value,
    events: @escaping @Sendable (Value) -> [HistoryEvent] = { _ in [] }
  ) async throws -> Value {
    try await link.call(call, dying: death) { try await store.write(body, events: events) }
  }

  func look<Value: Sendable>(
    _ call: StoreCall = .look, _ body: @escaping @Sendable (MemoryStreamLog) async throws -> Value
  ) async throws -> Value {
    try await link.call(call) { try await store.read(body) }
  }

  // MARK: Owning

  package func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    let process = link.caller.name
    link.caller.note(header.reply, answering: header.claim.message)
    let registered = tampered(header)
    let creation = try await write(.create) { memory in
      try await memory.create(registered, run: run, owner: owner, lease: lease)
    } events: { creation in
      if case .created(let record) = creation { return [.created(record, by: process)] }
      return []
    }
    return tampered(creation)
  }

  package func renew(
    _ stream: StreamID, epoch: Int, lease: Duration
  ) async throws -> StreamAcknowledgement {
    try await fenced { try await write(.renew) { try await $0.renew(stream, epoch: epoch, lease: lease) } }
  }

  package func release(_ stream: StreamID, epoch: Int) async throws {
    try await write(.release) { try await $0.release(stream, epoch: epoch) }
  }

  package func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    let process = link.caller.name
    let answer = try await write(.takeOver) { memory in
      if let kept = try await keptEpoch(stream, in: memory) { return kept }
      return try await memory.takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    } events: { answer in
      if case .taken(let record) = answer { return [.takenOver(record, by: process)] }
      return []
    }
    if case .taken(let record) = answer {
      link.caller.note(record.header.reply, answering: record.header.claim.message)
      world.reach(force ? .takenByForce : .takenWhenExpired)
    }
    return answer
  }

  private func fenced<Value>(_ call: () async throws -> Value) async throws -> Value {
    do { return try await call() } catch let error as StoreError where error.code == .fenced {
      world.reach(.zombieRefused)
      throw error
    }
  }

  // MARK: Writing

  package func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    let call: StoreCall =
      batch.contains { $0.end != nil } ? .end : batch.contains { $0.outcome != nil } ? .outcome : .append
    let process = link.caller.name
    do {
      for write in batch { world.note(.appendAsked(write, by: process)) }
      let isHalf = isHalfWrite(batch)
      let results = try await write(call, dying: death(at: batch.flatMap(\.effects))) { memory in
        await memory.append(try await tampered(batch, isHalf: isHalf, in: memory))
      } events: { results in
        zip(batch, results).compactMap { write, result in
          (try? result.get()).map { .appended(asNoted(write), length: $0.length, by: process) }
        }
      }
      if isHalf { throw StoreError(.indeterminate, "no answer") }
      for case .failure(let error as StoreError) in results where error.code == .fenced {
        world.reach(.zombieRefused)
      }
      return results
    } catch {
      return batch.map { _ in .failure(error) }
    }
  }

  package func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    let bell = bell
    return try await link.call(.requestEnd) {
      let record = try await store.write { try await $0.requestEnd(stream, request) }
      if record.outcome == nil, let owner = record.owner { bell.ring(stream, for: owner) }
      return record
    }
  }

  package func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { bell.listen(owner) }

  package func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try await write(.mark) {
      try await $0.mark(stream, persistence)
    } events: { _ in
      [.marked(stream, persistence)]
    }
  }

  // MARK: Reading

  package func record(of stream: StreamID) async throws -> StreamRecord? {
    let record = try await look { try await $0.record(of: stream) }
    if record == nil { ResumeWatch.current?.miss(stream) }
    return record
  }

  package func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try await look { try await $0.records(of: streams) }
  }

  package func read(
    _ stream: StreamID, from position: Int, maximumBytes: Int
  ) async throws -> [Frame] {
    tampered(try await look { try await $0.read(stream, from: position, maximumBytes: maximumBytes) })
  }

  package func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    try await write(.trim) {
      try await $0.remove(streams)
    } events: {
      $0.isEmpty ? [] : [.trimmed($0)]
    }
  }

  // MARK: What is left to do

  package func expired(limit: Int) async throws -> [StreamRecord] {
    if world.sabotage == .neverTakeOver { return [] }
    return try await look(.list) { try await $0.expired(limit: limit) }
  }

  package func running(limit: Int) async throws -> [StreamRecord] {
    if world.sabotage == .neverTakeOver { return [] }
    return try await look(.list) { try await $0.running(limit: limit) }
  }

  package func unsaved(limit: Int) async throws -> [StreamRecord] {
    try await look(.list) { try await $0.unsaved(limit: limit) }
  }

  package func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    try await write(.trim) {
      try await $0.trim(endedBefore: time, limit: limit)
    } events: {
      $0.isEmpty ? [] : [.trimmed($0)]
    }
  }

  // MARK: Health

  package func checkHealth() async throws {
    try await link.call(.checkHealth) { try await store.read { try await $0.checkHealth() } }
  }
}
