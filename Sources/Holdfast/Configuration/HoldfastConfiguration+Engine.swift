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
    /// How long a run holds chunks back while the stream log does not answer.
    public var logOutageBudget = EngineConfiguration().logOutageBudget
    /// How long settling is retried before the stream ends.
    public var settleBudget = EngineConfiguration().settleBudget
    /// How often the reconciler looks for what crashes left undone.
    public var reconcileInterval = EngineConfiguration().reconcileInterval
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
    result.logOutageBudget = engine.logOutageBudget
    result.settleBudget = engine.settleBudget
    result.reconcileInterval = engine.reconcileInterval
    result.drainBudget = engine.drainBudget
    result.heartbeatInterval = engine.heartbeatInterval
    result.replayAfterEnd = engine.replayAfterEnd
    result.hubWindowBytes = limits.hubWindowBytes
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
