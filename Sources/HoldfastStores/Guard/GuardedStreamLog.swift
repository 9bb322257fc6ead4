public import HoldfastModel
import Synchronization

/// A stream log behind a breaker: while it is away, calls are refused at once.
public struct GuardedStreamLog: StreamLog {
  private let base: any StreamLog
  private let watch: StoreGuard

  /// Guards a log.
  public init(_ base: any StreamLog, by watch: StoreGuard) {
    self.base = base
    self.watch = watch
  }

  /// Makes a stream if there is none of that name, owned by `owner` in epoch 1, with its lease running.
  public func create(_ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration) async throws
    -> StreamCreation
  {
    try await watch.call { try await base.create(header, run: run, owner: owner, lease: lease) }
  }

  /// Extends the lease, and tells whether an end was requested.
  public func renew(_ stream: StreamID, epoch: Int, lease: Duration) async throws -> StreamAcknowledgement {
    try await watch.call { try await base.renew(stream, epoch: epoch, lease: lease) }
  }

  /// Gives the lease up, so that another node may take over at once.
  public func release(_ stream: StreamID, epoch: Int) async throws {
    try await watch.call { try await base.release(stream, epoch: epoch) }
  }

  /// Makes a stream ours: raises the epoch, and returns what the log knows of it in the same step.
  public func takeOver(_ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool)
    async throws -> StreamTakeOver
  {
    try await watch.call {
      try await base.takeOver(stream, run: run, owner: owner, lease: lease, force: force)
    }
  }

  /// Asks the owner to end a stream.
  public func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    try await watch.call { try await base.requestEnd(stream, request) }
  }

  /// Notes what became of the reply in the conversation store.
  public func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try await watch.call { try await base.mark(stream, persistence) }
  }

  /// What the log knows of a stream.
  public func record(of stream: StreamID) async throws -> StreamRecord? {
    try await watch.call { try await base.record(of: stream) }
  }

  /// What the log knows of some streams; those that are not there are left out.
  public func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try await watch.call { try await base.records(of: streams) }
  }

  /// The frames from a position on, in order, as many as fit.
  public func read(_ stream: StreamID, from position: Int, maximumBytes: Int) async throws -> [Frame] {
    try await watch.call { try await base.read(stream, from: position, maximumBytes: maximumBytes) }
  }

  /// The ledger of a stream, in the order of the calls.
  public func effects(of stream: StreamID) async throws -> [EffectEntry] {
    try await watch.call { try await base.effects(of: stream) }
  }

  /// Changes an entry of a stream that has ended, if it still is as stated.
  public func moveEffect(of stream: StreamID, from old: EffectEntry, to new: EffectEntry) async throws -> Bool
  {
    try await watch.call { try await base.moveEffect(of: stream, from: old, to: new) }
  }

  /// Entries in some states, with their streams, by stream and call, after a place.
  public func effects(in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int)
    async throws -> [StreamEffect]
  {
    try await watch.call { try await base.effects(in: states, after: place, limit: limit) }
  }

  /// Removes streams that have ended, whatever became of their replies.
  public func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    try await watch.call { try await base.remove(streams) }
  }

  /// Running streams whose lease has run out, longest ago first.
  public func expired(limit: Int) async throws -> [StreamRecord] {
    try await watch.call { try await base.expired(limit: limit) }
  }

  /// Running streams, by name.
  public func running(limit: Int) async throws -> [StreamRecord] {
    try await watch.call { try await base.running(limit: limit) }
  }

  /// Ended streams whose reply is still `pending`, by name.
  public func unsaved(limit: Int) async throws -> [StreamRecord] {
    try await watch.call { try await base.unsaved(limit: limit) }
  }

  /// Removes whole streams that have ended before a time and whose reply is not `pending`.
  public func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    try await watch.call { try await base.trim(endedBefore: time, limit: limit) }
  }

  /// Takes writes to any number of streams, in one commit, with a result for each in the same order.
  ///
  /// The commit counts as failed when all of its writes did.
  public func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    guard watch.admit() else { return batch.map { _ in .failure(watch.refusal) } }
    let begun = watch.time
    let results = await base.append(batch)
    watch.report(failed: results.haveFailed, since: begun)
    return results
  }

  /// Takes what has gathered, each batch as in ``append(_:)``.
  public func append(from source: any AppendSource) async {
    await base.append(from: GuardedSource(source, by: watch))
  }

  /// The streams of a node whose end is asked for, as it happens.
  public func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { base.endRequests(to: owner) }

  /// A hint that a stream has grown, has its outcome or has ended, as it happens.
  public func changes(of stream: StreamID) -> AsyncStream<Void> { base.changes(of: stream) }

  /// Proves that the log takes writes, whatever the breaker says, so that it is seen when the log is back.
  public func checkHealth() async throws { try await watch.probe { try await base.checkHealth() } }
}

/// Gives a log what a source has, while the breaker lets it.
private final class GuardedSource: AppendSource {
  private let base: any AppendSource
  private let watch: StoreGuard
  private let begun: Mutex<Timestamp>

  init(_ base: any AppendSource, by watch: StoreGuard) {
    self.base = base
    self.watch = watch
    begun = Mutex(watch.time)
  }

  func take() -> [StreamAppend] {
    let batch = base.take()
    guard !batch.isEmpty else { return [] }
    guard watch.admit() else {
      base.answer(batch.map { _ in .failure(watch.refusal) })
      return []
    }
    begun.withLock { $0 = watch.time }
    return batch
  }

  func answer(_ results: [Result<StreamAcknowledgement, any Error>]) {
    watch.report(failed: results.haveFailed, since: begun.withLock(\.self))
    base.answer(results)
  }
}

extension [Result<StreamAcknowledgement, any Error>] {
  /// Whether a commit speaks against the log: all of its writes failed in a way that does.
  fileprivate var haveFailed: Bool {
    !isEmpty
      && allSatisfy { if case .failure(let error) = $0 { StoreGuard.isFailure(error) } else { false } }
  }
}
