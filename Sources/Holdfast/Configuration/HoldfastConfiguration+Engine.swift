public import HoldfastEngine

extension HoldfastConfiguration {
  /// The times of runs and readers; ``EngineConfiguration`` says what each means and has the defaults.
  public struct Engine: Sendable, Hashable {
    /// How long an owner's lease lasts.
    public var lease = EngineConfiguration().lease
    /// How often a quiet run renews its lease.
    public var renewInterval = EngineConfiguration().renewInterval
    /// How long a stop waits for the owner.
    public var endDeadline = EngineConfiguration().endDeadline
    /// How long a repeat or a resume waits for a claimed stream.
    public var registrationWait = EngineConfiguration().registrationWait
    /// How long making a stream is retried.
    public var registrationBudget = EngineConfiguration().registrationBudget
    /// How long a reply without resume may go on.
    public var unloggedDeadline = EngineConfiguration().unloggedDeadline
    /// How long a claim may stand without a stream.
    public var claimDeadline = EngineConfiguration().claimDeadline
    /// How long a provider may take to its first content.
    public var firstChunkTimeout = EngineConfiguration().firstChunkTimeout
    /// How long a provider may pause.
    public var betweenChunksTimeout = EngineConfiguration().betweenChunksTimeout
    /// How long a provider may take in all.
    public var replyTimeout = EngineConfiguration().replyTimeout
    /// How long an open artifact may make no progress.
    public var artifactTimeout = EngineConfiguration().artifactTimeout
    /// How often a run looks for what is overdue.
    public var watchInterval = EngineConfiguration().watchInterval
    /// How long an ended and saved stream is kept.
    public var streamRetention = EngineConfiguration().streamRetention
    /// How long a draft is kept.
    public var draftRetention = EngineConfiguration().draftRetention
    /// How long a run holds chunks back while the stream log does not answer.
    public var logOutageBudget = EngineConfiguration().logOutageBudget
    /// How long settling is retried before the stream ends.
    public var settleBudget = EngineConfiguration().settleBudget
    /// How often the reconciler looks for what crashes left undone.
    public var reconcileInterval = EngineConfiguration().reconcileInterval
    /// How often a stream of another node is looked at for its readers here.
    public var followInterval = EngineConfiguration().followInterval
    /// How long a start recovers what the last process left before it serves.
    public var recoveryBudget = EngineConfiguration().recoveryBudget
    /// How often a start that waits for its stores tries again.
    public var startRetryInterval = EngineConfiguration().startRetryInterval
    /// How long a shutdown lets running replies go on.
    public var drainBudget = EngineConfiguration().drainBudget
    /// After how long without a frame a reader is told that the connection is alive.
    public var heartbeatInterval = EngineConfiguration().heartbeatInterval
    /// How recently a stream must have ended to be replayed whole.
    public var replayAfterEnd = EngineConfiguration().replayAfterEnd

    /// Makes a configuration of defaults.
    public init() {}
  }

  /// The engine's part of the configuration: its times, and those of the limits that are the engine's.
  public var engineConfiguration: EngineConfiguration {
    var result = EngineConfiguration()
    result.lease = engine.lease
    result.renewInterval = engine.renewInterval
    result.endDeadline = engine.endDeadline
    result.registrationWait = engine.registrationWait
    result.registrationBudget = engine.registrationBudget
    result.unloggedDeadline = engine.unloggedDeadline
    result.claimDeadline = engine.claimDeadline
    result.firstChunkTimeout = engine.firstChunkTimeout
    result.betweenChunksTimeout = engine.betweenChunksTimeout
    result.replyTimeout = engine.replyTimeout
    result.artifactTimeout = engine.artifactTimeout
    result.watchInterval = engine.watchInterval
    result.streamRetention = engine.streamRetention
    result.draftRetention = engine.draftRetention
    result.logOutageBudget = engine.logOutageBudget
    result.settleBudget = engine.settleBudget
    result.reconcileInterval = engine.reconcileInterval
    result.followInterval = engine.followInterval
    result.recoveryBudget = engine.recoveryBudget
    result.startRetryInterval = engine.startRetryInterval
    result.drainBudget = engine.drainBudget
    result.heartbeatInterval = engine.heartbeatInterval
    result.replayAfterEnd = engine.replayAfterEnd
    attempts.apply(to: &result)
    quota.apply(to: &result)
    effects.apply(to: &result)
    result.hubWindowBytes = limits.hubWindowBytes
    result.unloggedWindowBytes = limits.unloggedWindowBytes
    result.replyBytes = limits.replyBytes
    result.readBatchBytes = limits.readBatchBytes
    result.inboxEvents = limits.inboxEvents
    result.inboxBytes = limits.inboxBytes
    result.commitBatchWrites = limits.commitBatchWrites
    result.maximumRuns = limits.maximumRuns
    result.historyBytes = limits.historyBytes
    result.historyMessages = limits.historyMessages
    return result
  }
}
