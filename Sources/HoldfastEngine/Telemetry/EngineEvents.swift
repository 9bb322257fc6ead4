package import HoldfastModel
package import HoldfastStores

/// Told what the engine does, so that it can be counted.
package protocol EngineObserver: Sendable {
  /// Takes one event; called from any task, so it must be quick and may not wait.
  func observe(_ event: EngineEvent)
}

/// The observer of an engine that nobody watches.
package struct NoEngineObserver: EngineObserver {
  /// Makes one.
  package init() {}
  /// Does nothing.
  package func observe(_ event: EngineEvent) {}
}

/// What the engine does that is counted: each is raised at one place, once for each time it happens.
///
/// Events hold closed enums, counts and durations, and no id or text of anybody.
package enum EngineEvent: Sendable, Hashable {
  // MARK: Streams

  /// This node begins to fill a stream: when `create` made it, when it was taken over, or when a reply goes on without
  /// a stream.
  ///
  /// Followed by exactly one ``streamEnded(_:_:)`` or ``streamLost``.
  case streamStarted(StreamOrigin)
  /// A stream that this node filled has ended: when the append with its terminal state is acknowledged, or when a reply
  /// without a stream is settled or given up.
  case streamEnded(TerminalState, EndCause)
  /// This node stops filling a stream that has not ended: when it learns that another owner has the stream, when the log
  /// did not take its frames within the budget, or when it hands the stream over.
  case streamLost
  /// A stream is left to another owner because this node goes down; followed by ``streamLost``.
  case handedOver
  /// `start` is committed; the time since the request arrived.
  case startCommitted(after: Duration)
  /// The first content of a reply is committed; the time since the request arrived.
  case firstContentCommitted(after: Duration)
  /// The provider said more than once that it has finished: once for each finish that is passed over.
  case duplicateFinish
  /// A watchdog ended what it watched.
  case watchdogFired(Watchdog)

  // MARK: Answers

  /// A resume is answered; the time from the call to its answer.
  ///
  /// Raised where the answer is made, also for an answer that is an error.
  case resumeAnswered(ResumeOutcome, after: Duration)
  /// A request to start is found to be a repeat, or to be in conflict with what is stored.
  case repeatAnswered(Repeat)

  // MARK: Stores

  /// The conversation store committed a claim; the time of the call that succeeded.
  case claimCommitted(after: Duration)
  /// The stream log committed a batch of appends; the time of the call, and what was written by it.
  case appendCommitted(frames: Int, bytes: Int, after: Duration)
  /// A reply is settled; how many attempts it took, and the time from the first to the answer of the last.
  case settled(SettleResult, attempts: Int, after: Duration)
  /// One attempt to settle failed.
  case settleFailed(StoreError.Code)
  /// One attempt to create a stream failed.
  case registrationFailed(StoreError.Code)
  /// All attempts to create a stream failed, and its reply goes on without one.
  case registrationGivenUp
  /// A run begins to hold its chunks back because the stream log refuses an append for now.
  case storeHeldBack(StoreError.Code)
  /// A store answered that it does not know whether it has written.
  case unknownOutcome(StoreCall)
  /// A store refused a write of this node because its epoch is not the stream's.
  case fencedWrite

  // MARK: Repairs

  /// This node took over a stream that another owner had, or a former process of this node.
  case leaseTakenOver(TakeoverReason)
  /// The reconciler repaired something.
  case repaired(Repair)
  /// A message of the history was mended before it was sent to a provider: an open tool call closed, a cut part made whole.
  case historyRepaired

  // MARK: Quota and effects

  /// Quota is set aside for a request.
  case quotaReserved
  /// A request is refused because a limit of its principal's plan is reached.
  case quotaRefused
  /// A reservation has come to its end.
  case quotaEnded(QuotaResult)
  /// What a reply has used is written though its reservation had expired.
  case quotaLate
  /// One attempt to end a reservation failed.
  case quotaEndFailed(StoreError.Code)
  /// Ending a reservation is left to the reconciler.
  case quotaLeft
  /// An entry of the effect ledger is in a new state.
  case effectMoved(EffectEntry.State)

  // MARK: Providers

  /// An attempt at a provider is made.
  case attemptMade(TargetChoice.Role, provider: String)
  /// An attempt at a provider is over.
  case providerAttempt(AttemptResult, provider: String)
  /// The model's own end is no plain one.
  case oddFinish(OddFinish, provider: String)
  /// An attempt begins to show what it goes on with.
  case continued(ContinuationMode)
  /// A reply that broke off is not continued.
  case notContinued(SpliceRule.Obstacle)
  /// Nobody could be asked.
  case noTarget(NoTargetReason)
  /// What a reply used is an estimate.
  case usageEstimated
  /// A breaker has changed its state.
  case breakerMoved(BreakerKind, to: BreakerState, target: String)
}

extension EngineEvent {
  /// How a stream came to this node.
  package enum StreamOrigin: String, Sendable, Hashable, CaseIterable {
    /// It was made for a request.
    case request
    /// It was taken over.
    case takeover
    /// It could not be made: the reply goes on without one.
    case unregistered
  }

  /// Why a stream ended.
  package enum EndCause: String, Sendable, Hashable, CaseIterable {
    /// The provider's own finish.
    case finish
    /// A user pressed stop.
    case user
    /// A newer message took its place.
    case superseded
    /// The node went down.
    case drain
    /// The owner died, and the stream was taken over without an outcome.
    case ownerDied = "owner_died"
    /// The provider failed or broke off.
    case provider
    /// A watchdog.
    case watchdog
    /// A limit of the reply: its length, its time.
    case limit
    /// The conversation store refused the reply for good.
    case refused
    /// A fault of our own.
    case `internal`
  }

  /// How a reservation came to its end.
  package enum QuotaResult: String, Sendable, Hashable, CaseIterable {
    case committed, released, expired
  }

  /// What is watched for silence and endlessness.
  package enum Watchdog: String, Sendable, Hashable, CaseIterable {
    case firstChunk = "first_chunk"
    case betweenChunks = "between_chunks"
    case wholeReply = "whole_reply"
    /// An artifact that was left open; only the artifact ends.
    case artifact
  }

  /// How a resume was answered.
  package enum ResumeOutcome: String, Sendable, Hashable, CaseIterable {
    /// With frames: 200.
    case resumed
    /// There is nothing to resume: 204, or the empty stream of a read by index.
    case none
    /// It could not be determined: 503.
    case unavailable
    /// The cursor names no place of the session's streams: 409.
    case cursor
    /// The stream is older than its retention: 410.
    case gone
    /// The session is somebody else's; the answer is the same as for nothing.
    case denied
  }

  /// What a request to start was found to be, when it was not new.
  package enum Repeat: String, Sendable, Hashable, CaseIterable {
    /// A repeat whose stream is claimed or running: it is attached to.
    case attached
    /// A repeat whose stream has ended: it is replayed.
    case replayed
    /// A repeat of a reply that did not come out well: a new stream.
    case retried
    /// A repeat of a reply that is not kept as a stream: refused with the message's address, or until it ends.
    case gone
    /// The same id with other content: refused.
    case conflict
    /// The same `Idempotency-Key` with another body: refused.
    case keyReused = "key_reused"
    /// Another stream is active, and the client asked not to take its place.
    case active
  }

  /// How settling came out.
  package enum SettleResult: String, Sendable, Hashable, CaseIterable {
    /// Saved now.
    case saved
    /// It was saved before.
    case savedBefore = "saved_before"
    /// The session is gone, and with it what would be saved.
    case sessionGone = "session_gone"
    /// Not within the budget: it is saved later, from the log.
    case pending
    /// The store refused it for good.
    case refused
  }

  /// A write of the store contracts.
  package enum StoreCall: String, Sendable, Hashable, CaseIterable {
    case claim, settle, move, pointer, session, draft, reserve
    case create, append, requestEnd = "request_end", takeOver = "take_over", mark, renew, trim
  }

  /// Why a stream was taken over.
  package enum TakeoverReason: String, Sendable, Hashable, CaseIterable {
    /// Its lease ran out.
    case expired
    /// The process that owned it is gone: this one holds the lock on the stores.
    case restart
    /// Its owner did not heed a request to end.
    case forced
    /// Its owner released it on its way down.
    case handover
  }

  /// What the reconciler repairs.
  package enum Repair: String, Sendable, Hashable, CaseIterable {
    /// A stream without an owner was ended.
    case takeover
    /// A stream without an owner was taken over to be filled on.
    case continued
    /// A reply that was waiting to be saved was saved.
    case settled
    /// A claim without a stream was ended.
    case claim
    /// A pointer to a stream that has ended was cleared.
    case pointer
    /// A session without a message was removed.
    case session
    /// An old draft was removed.
    case draft
    /// A reservation that nobody had ended was ended.
    case reservation
    /// An effect was undone, or handed to a person.
    case effect
    /// The streams of a deleted session were removed.
    case deletion
    /// An old stream was removed.
    case stream
    /// An old idempotency key was removed.
    case key
  }

  /// What a breaker closes off.
  package enum BreakerKind: String, Sendable, Hashable, CaseIterable {
    /// Attempts that fail before their first content.
    case start
    /// Attempts that break off behind it.
    case stream
  }

  /// Where a breaker stands.
  package enum BreakerState: String, Sendable, Hashable, CaseIterable {
    case closed, open
    case halfOpen = "half_open"
  }

  /// An end of the model's own that leaves something to be said.
  package enum OddFinish: String, Sendable, Hashable, CaseIterable {
    case length, refusal
    case contentFilter = "content_filter"
  }

  /// Why nobody could be asked.
  package enum NoTargetReason: String, Sendable, Hashable, CaseIterable {
    /// No target can do what is wanted.
    case unable
    /// All are closed off.
    case closedOff = "closed_off"
    /// The node has made as many further attempts as it may.
    case budget
  }

  /// How an attempt at a provider ended.
  package enum AttemptResult: Sendable, Hashable {
    /// With the provider's own finish.
    case finished
    /// It was given up: the reply was stopped, superseded or drained.
    case cancelled
    /// Before any content came.
    case failed(ProviderError.Kind)
    /// After content came.
    case aborted(ProviderError.Kind)
  }
}
