public import HoldfastModel

/// Answers "what was streamed, and who owns it": the durable logs of replies, their leases and terminal states.
///
/// Rules for every implementation, each proved by a case of the contract suite in HoldfastTesting:
///
/// - **Atomic.** Every write to a stream happens wholly or not at all, and is durable when it is acknowledged.
/// - **Fenced.** A write that names another epoch than the stream's is refused with `fenced` and changes nothing.
/// - **In order.** Positions count from 0 without gaps. A write at any other position is refused with
///   `positionConflict`, unless it is a repeat.
/// - **Idempotent.** A repeat of a write that is there, same epoch, position, frames, outcome and end, is
///   acknowledged again and changes nothing but the lease.
/// - **Once.** The outcome is set once and the state is set once. After the outcome only the write that ends the
///   stream is taken (`outcomeSet`), after the end nothing (`ended`). Both are judged after the epoch.
/// - **Ledger.** The effects of a write are in the log together with its frames, or not at all. After the outcome the
///   owner may still write effects without frames, until the stream has ended; then ``moveEffect(of:from:to:)`` does.
///   Effects are judged like frames: by the epoch, and by a repeat, which finds them as they were written.
/// - **Exact.** Frames come back byte for byte.
/// - **Own clock.** Leases are judged by the log's clock, never by a node's.
/// - **Errors.** ``StoreError`` with the meaning stated there; a stream that is not there is `notFound`.
///   `CancellationError` passes through; after it the outcome is unknown.
public protocol StreamLog: Sendable {
  // MARK: Owning

  /// Makes a stream if there is none of that name, owned by `owner` in epoch 1, with its lease running.
  func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation

  /// Extends the lease, and tells whether an end was requested.
  ///
  /// - Throws: `fenced`, `ended`, `notFound`.
  func renew(_ stream: StreamID, epoch: Int, lease: Duration) async throws -> StreamAcknowledgement

  /// Gives the lease up, so that another node may take over at once. Harmless when it is not ours or not there.
  ///
  /// The stream has no owner then, and its lease has run out; its epoch stands until it is taken over.
  func release(_ stream: StreamID, epoch: Int) async throws

  /// Makes a stream ours: raises the epoch, and returns what the log knows of it in the same step.
  ///
  /// Without `force` only a stream whose lease has run out or was released is taken.
  ///
  /// - Throws: `notFound`.
  func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver

  // MARK: Writing

  /// Takes writes to any number of streams, in one commit, with a result for each in the same order.
  ///
  /// Writes to the same stream are taken in their order. One that is refused does not hinder the others. When the
  /// commit as a whole fails, each result says so.
  func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>]

  /// Takes what has gathered, and may go on with what gathers meanwhile, each batch in one commit.
  ///
  /// Returns at the latest when nothing more is there, and whenever it has to let others write; the caller asks again.
  func append(from source: any AppendSource) async

  /// Asks the owner to end a stream. The first request counts; after the outcome none does.
  ///
  /// The owner is told at once through ``endRequests(to:)``, by a repeat too, and again by every acknowledgement.
  ///
  /// - Returns: The record after the request.
  /// - Throws: `notFound`.
  func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord

  /// The streams of a node whose end is asked for, as it happens.
  ///
  /// A hint: it may miss one, as when nobody listens; the acknowledgements do not.
  func endRequests(to owner: NodeID) -> AsyncStream<StreamID>

  /// Notes what became of the reply in the conversation store. Only `pending` is replaced, and a `refused` by `saved`.
  ///
  /// - Throws: `notFound`.
  func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws

  // MARK: Reading

  /// What the log knows of a stream.
  func record(of stream: StreamID) async throws -> StreamRecord?

  /// What the log knows of some streams; those that are not there are left out.
  func records(of streams: [StreamID]) async throws -> [StreamRecord]

  /// The frames from a position on, in order: at least one if there is one, then as many as fit `maximumBytes` of
  /// data.
  ///
  /// - Throws: `notFound`; `damaged`.
  func read(_ stream: StreamID, from position: Int, maximumBytes: Int) async throws -> [Frame]

  /// A hint that a stream has grown, has its outcome or has ended, as it happens.
  ///
  /// It may miss one, and may come without cause; so whoever listens also looks by itself from time to time. The
  /// sequence of a log that cannot tell ends at once.
  func changes(of stream: StreamID) -> AsyncStream<Void>

  // MARK: The effect ledger

  /// The ledger of a stream, in the order of the calls; empty when there is none.
  func effects(of stream: StreamID) async throws -> [EffectEntry]

  /// Changes an entry of a stream that has ended, if it still is as stated; repeating a change that has happened returns
  /// `true`.
  ///
  /// - Returns: Whether the entry is now as asked.
  /// - Throws: `notFound`; `refused` for a stream that is running, whose ledger is its owner's.
  func moveEffect(of stream: StreamID, from old: EffectEntry, to new: EffectEntry) async throws -> Bool

  /// Entries in some states, with their streams, running or not, by stream and call, after a place.
  func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect]

  // MARK: What is left to do

  /// Running streams whose lease has run out, longest ago first.
  func expired(limit: Int) async throws -> [StreamRecord]

  /// Running streams, by name.
  func running(limit: Int) async throws -> [StreamRecord]

  /// Ended streams whose reply is still `pending`, by name.
  func unsaved(limit: Int) async throws -> [StreamRecord]

  /// Removes whole streams that have ended before a time, whose reply is not `pending`, and whose effects are all
  /// settled.
  ///
  /// - Returns: The streams that were removed.
  func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID]

  /// Removes streams that have ended, whatever became of their replies; one with an effect that is not settled, or that is
  /// running, stays.
  ///
  /// - Returns: Those that are not there any more.
  func remove(_ streams: [StreamID]) async throws -> [StreamID]

  // MARK: Health

  /// Proves that the log takes writes.
  func checkHealth() async throws
}

extension StreamLog {
  /// Tells nothing: for a log that is shared by no other process, whose readers see what is written without it.
  public func changes(of stream: StreamID) -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}
