package import HoldfastEngine
package import HoldfastModel
package import HoldfastStores

/// One thing that happened in a simulated world.
///
/// What a store did is noted when it is durable, in the order in which it became so.
package enum HistoryEvent: Sendable {
  /// What the seed has made of the world.
  case planned(SimulationPlan)

  // MARK: Clients

  /// A client sends a user message.
  case posted(Post)
  /// What came back.
  case postAnswered(Int, PostAnswer)
  /// A frame reached a client.
  case saw(SeenFrame)
  /// A client reads a stream no further.
  case readEnded(client: String, stream: StreamID, ReadEnding)
  /// A client reads a stream from a position on.
  case readFrom(client: String, stream: StreamID, position: Int)
  /// A client wants a session to be gone.
  case deleteAsked(SessionID)
  /// A client asks for the messages of a session.
  case listAsked(Int, session: SessionID)
  /// What came back.
  case listed(Int, session: SessionID, [StoredMessage])
  /// A client asked for a stop, and this came of it.
  case stopped(session: SessionID, stream: StreamID?, state: TerminalState?)
  /// A client picks a reply up again.
  case resumed(client: String, session: SessionID, ResumeAnswer)

  // MARK: Stores

  case claimed(Claim, text: String)
  case claimMoved(StreamID, ClaimMove)
  case settled(StreamID, in: SessionID, MessageID?, SettleOutcome)
  case sessionDeleted(SessionID)
  /// A reservation is made or has ended, and the sums of its principal are these with it.
  case reservationMoved(QuotaReservation, QuotaAccount)
  /// A message is saved with a record of what its calls came to.
  case effectsSaved(StreamID, [EffectEntry])
  /// An entry of the effect ledger is changed, besides by appends.
  case effectMoved(EffectEntry, of: StreamID, by: String)
  case created(StreamRecord, by: String)
  case takenOver(StreamRecord, by: String)
  case appended(StreamAppend, length: Int, by: String)
  case marked(StreamID, StreamRecord.Persistence)
  case trimmed([StreamID])
  case storeCrashed(String)
  case storeStarted(String)

  // MARK: Processes

  /// What a process wanted to append, before anything on the way could change it.
  case appendAsked(StreamAppend, by: String)
  case providerCalled(ProviderCall)
  /// A call came to its end, or failed.
  case providerEnded(ProviderEnding)
  /// A call was given up by whoever made it.
  case providerGivenUp(Int)
  /// What happened between a process and a tool.
  case tool(ToolAct, ToolKey, by: String)
  /// What a process says of an attempt.
  case attemptMade(TargetChoice.Role, provider: String, by: String)
  /// What a process says of a breaker.
  case breakerMoved(EngineEvent.BreakerKind, to: EngineEvent.BreakerState, target: String, by: String)
  case started(String)
  case crashed(String)
  case drained(String)
  case paused(String, Duration)
  case partitioned(String, Duration)
  case healed
  /// What the counters of a process say.
  case counted(CounterSample)
  /// What the stores hold and who is alive, at a moment of the phase without faults.
  case surveyed(Survey)
}
