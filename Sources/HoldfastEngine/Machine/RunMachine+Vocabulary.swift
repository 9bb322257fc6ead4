package import HoldfastModel
package import HoldfastStores

extension RunMachine {
  /// What has happened.
  package enum Event: Sendable, Equatable {
    /// The run begins: its stream is made.
    case begun
    /// An attempt is made at a target.
    case attemptBegan(Attempt)
    /// Nobody is asked before a while has passed.
    case waiting(Duration)
    /// The provider of an attempt handed something over.
    case provider(ProviderEvent, attempt: Int = 1)
    /// The provider's call of an attempt is over; `nil` when it came to its own end.
    case providerEnded(ProviderError?, attempt: Int = 1)
    /// Nobody can be asked.
    case unanswerable(ProviderError)
    /// Somebody wants the stream to end.
    case endRequested(EndRequest)
    /// Another owner has the stream.
    case fenced
    /// Time has passed.
    case tick
    /// The write in flight is committed; the call was sent at a time.
    case written(sentAt: Timestamp, requestedEnd: EndRequest?)
    /// The write in flight failed; with a random factor in 0..<1 for the wait before the next try.
    case writeFailed(StoreError.Code, jitter: Double)
    /// The lease is confirmed; the call was sent at a time.
    case renewed(sentAt: Timestamp)
    /// The lease could not be confirmed.
    case renewalFailed(StoreError.Code, jitter: Double)
    /// The reply is settled, or nothing is owed; whether its session is gone, so that it is part of nothing.
    case settled(isSessionGone: Bool = false)
    /// The call of a tool, or a look at its status, is over.
    case toolEnded(String, ToolEnding)
    /// Undoing the effect of a call was tried; why it failed, when it did.
    case compensated(String, failure: String?)
    /// What was set aside for the reply is ended.
    case quotaPaid
    /// Ending it failed.
    case payingFailed(StoreError.Code, jitter: Double)
    /// Settling failed.
    case settleFailed(StoreError.Code, jitter: Double)
  }

  /// What is to be done, in this order.
  package enum Effect: Sendable, Equatable {
    /// Make an attempt. Answered with `attemptBegan` or `unanswerable`.
    case ask(AttemptOrder)
    /// Give the attempt up.
    case cancelProvider
    /// Number, seal and commit chunks, then show them. Answered with `written` or `writeFailed`.
    case write(Write)
    /// Wait, then make the same write again, byte for byte. Answered like it.
    case writeAgain(after: Duration)
    /// Wait, then ask the log to confirm the lease. Answered with `renewed` or `renewalFailed`.
    case renew(after: Duration)
    /// Show chunks on the open connections alone, without committing them.
    case announce([Chunk])
    /// Tell those who wait for it how the stream ends.
    case showOutcome(TerminalState)
    /// Wait, then save the reply and settle its claim. Answered with `settled` or `settleFailed`.
    case settle(StreamOutcome, after: Duration)
    /// Call a tool. Answered with `toolEnded`.
    case callTool(EffectEntry)
    /// Find out what became of a call whose owner died. Answered with `toolEnded`.
    case probeTool(EffectEntry)
    /// Undo the effect of a call. Answered with `compensated`.
    case compensate(EffectEntry)
    /// Wait, then end what is set aside of the principal's quota. Answered with `quotaPaid` or `payingFailed`.
    case payQuota(QuotaEnd, after: Duration)
    /// Count that it is left to the reconciler.
    case countQuotaLeft
    /// Tell the readers that they have all of it.
    case finish
    /// Note in the log what became of the reply, and clear the session's pointer when it is saved.
    case note(ClosingChunks.Saving)
    /// Give the lease up, so that another node goes on with the stream at once, and tell the readers to come back.
    case handOver
    /// Tell the readers to come back, for the stream is no longer filled from here.
    case giveUp(StoreError.Code)
    /// Count what a watchdog noticed.
    case countAlarm(Watchdogs.Alarm)
    /// Count that chunks are held back because the log is away.
    case countHeldBack(StoreError.Code)
    /// Count that the provider said once more that it has finished.
    case countDuplicateFinish
    /// Count that an attempt has gone on with the reply.
    case countContinued(ContinuationMode)
    /// Count why a reply that broke off is not continued.
    case countNotContinued(SpliceRule.Obstacle)
  }

  /// One write to the stream.
  package struct Write: Sendable, Equatable {
    /// What is appended.
    package var chunks: [Chunk]
    /// Entries of the effect ledger that are written in the same commit.
    package var effects: [EffectEntry]
    /// Set in the same commit.
    package var outcome: StreamOutcome?
    /// Ends the stream in the same commit.
    package var end: TerminalState?

    package init(
      chunks: [Chunk], effects: [EffectEntry] = [], outcome: StreamOutcome? = nil, end: TerminalState? = nil
    ) {
      self.chunks = chunks
      self.effects = effects
      self.outcome = outcome
      self.end = end
    }
  }

  /// What a run may take and wait for.
  package struct Limits: Sendable, Equatable {
    package var watchdogs: Watchdogs.Limits
    package var lease: Duration
    /// How long chunks are held back while the log is away.
    package var logOutageBudget: Duration
    /// How long settling is retried before the stream ends with the reply still unsaved.
    package var settleBudget: Duration
    /// The most bytes of content that a reply may have.
    package var replyBytes: Int
    /// The most attempts at a reply.
    package var attempts: Int
    /// The most times that a reply is gone on with.
    package var continuations: Int
    /// The most steps of a reply.
    package var steps: Int
    /// How long ending a reservation is retried.
    package var quotaBudget: Duration
    /// How long a reservation lasts that nobody ends.
    package var reservation: Duration

    package init(_ configuration: EngineConfiguration) {
      watchdogs = Watchdogs.Limits(
        firstChunk: configuration.firstChunkTimeout, betweenChunks: configuration.betweenChunksTimeout,
        wholeReply: configuration.replyTimeout, artifact: configuration.artifactTimeout)
      lease = configuration.lease
      logOutageBudget = configuration.logOutageBudget
      settleBudget = configuration.settleBudget
      replyBytes = configuration.replyBytes
      attempts = configuration.maximumAttempts
      continuations = configuration.maximumContinuations
      steps = configuration.maximumSteps
      quotaBudget = configuration.quotaBudget
      reservation = configuration.reservationTime
    }
  }

  /// Where a run stands.
  package enum Phase: Sendable, Equatable {
    /// The provider fills the stream.
    case running
    /// The outcome is decided, and is being written.
    case concluding
    /// The calls of tools that were under way come to their ends.
    case resolving
    /// The reply is being saved.
    case settling
    /// What the reply has done is undone, because it is not saved.
    case undoing
    /// What is set aside for the reply is ended.
    case paying
    /// The closing frames are being written.
    case ending
    /// There is nothing more to do.
    case over
  }
}
