/// The rules of `StreamLog`, as its documentation states them.
public enum StreamLogRule: String, ContractRule {
  // MARK: Of every call

  /// Every write to a stream happens wholly or not at all.
  case atomic
  /// A write that names another epoch than the stream's is refused with `fenced` and changes nothing.
  case fenced
  /// Positions count from 0 without gaps; a write at any other position is refused with `positionConflict`, unless it
  /// is a repeat.
  case inOrder
  /// A repeat of a write that is there, same epoch, position, frames, outcome and end, is acknowledged again and
  /// changes nothing but the lease.
  case idempotent
  /// The outcome is set once and the state is set once: after the outcome only the write that ends the stream is taken
  /// (`outcomeSet`), after the end nothing (`ended`).
  case once
  /// Frames come back byte for byte.
  case exact
  /// Leases are judged by the log's clock, never by a node's.
  case ownClock
  /// A stream that is not there is `notFound`. `CancellationError` passes through.
  case errors

  // MARK: Owning

  /// A stream is made if there is none of that name, owned in epoch 1, with its lease running.
  case creates
  /// The lease is extended by a renewal.
  case renews
  /// A lease is given up, so that another node may take over at once; harmless when it is not ours.
  case releases
  /// A take-over raises the epoch and returns what the log knows; without force only where the lease has run out.
  case takesOver

  // MARK: Writing

  /// Writes to any number of streams are taken with a result for each, in order; one that is refused does not hinder
  /// the others.
  case batches
  /// A stream ends in a state only when its outcome is set before or by the same write, else it is `refused`.
  case ends
  /// The first request to end counts; after the outcome none does. Every acknowledgement tells it.
  case requestsEnd
  /// The owner is told of a requested end at once.
  case tellsOwner
  /// Only `pending` is replaced, and a `refused` by `saved`.
  case marks

  // MARK: The effect ledger

  /// Entries are in the log together with the frames of their write, or not at all; after the outcome the owner may go
  /// on with the ledger alone.
  case keepsLedger
  /// An entry of a stream that has ended is changed if it still is as stated.
  case movesEffects
  /// Entries in some states are listed over all streams.
  case listsEffects

  // MARK: Reading

  /// What the log knows of streams; those that are not there are left out.
  case readsRecords
  /// Frames are read from a position on, in order: at least one if there is one, then as many as fit.
  case readsFrames

  // MARK: What is left to do

  /// Running streams whose lease has run out, longest ago first.
  case listsExpired
  /// Running streams, by name.
  case listsRunning
  /// Ended streams whose reply is still `pending`, by name.
  case listsUnsaved
  /// Whole streams that have ended before a time and whose reply is not `pending` are removed.
  case trims
  /// Streams that have ended are removed by name, but for those with effects that are not settled.
  case removes
  /// The log proves that it takes writes.
  case provesHealth
}
