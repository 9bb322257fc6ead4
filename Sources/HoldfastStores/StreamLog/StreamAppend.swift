public import HoldfastModel

/// One write to one stream: frames, and what is set together with them.
public struct StreamAppend: Sendable, Hashable {
  /// The stream.
  public var stream: StreamID
  /// The writer's epoch.
  public var epoch: Int
  /// The position of the first frame: the stream's length before the write.
  ///
  /// Stated also when there are no frames.
  public var first: Int
  /// The frames, in order.
  public var frames: [Frame]
  /// Entries of the effect ledger that are made, or take the place of what was there, in the same commit.
  public var effects: [EffectEntry]
  /// Sets the outcome, once.
  public var outcome: StreamOutcome?
  /// Ends the stream in this state.
  ///
  /// The outcome must be set, or be set by the same write; else it is `refused`.
  public var end: TerminalState?
  /// How much longer the writer's lease shall last, from now on.
  public var lease: Duration

  /// Makes a write.
  public init(
    stream: StreamID, epoch: Int, first: Int, frames: [Frame], effects: [EffectEntry] = [],
    outcome: StreamOutcome? = nil, end: TerminalState? = nil, lease: Duration
  ) {
    self.stream = stream
    self.epoch = epoch
    self.first = first
    self.frames = frames
    self.effects = effects
    self.outcome = outcome
    self.end = end
    self.lease = lease
  }
}

/// What the log answers to a write that is in it.
public struct StreamAcknowledgement: Sendable, Hashable {
  /// How many frames the stream has now.
  public var length: Int
  /// Whether somebody wants it to end.
  public var requestedEnd: EndRequest?

  /// Makes an acknowledgement.
  public init(length: Int, requestedEnd: EndRequest?) {
    self.length = length
    self.requestedEnd = requestedEnd
  }
}

/// What came of making a stream.
public enum StreamCreation: Sendable, Hashable {
  /// It is new and ours.
  case created(StreamRecord)
  /// Somebody made it before; that one counts.
  case exists(StreamRecord)
}

/// What came of taking a stream over.
public enum StreamTakeOver: Sendable, Hashable {
  /// It is ours, in a new epoch; the record says how far it had come.
  case taken(StreamRecord)
  /// Its owner still has a lease, and force was not asked for.
  case leased(StreamRecord)
  /// It has ended.
  case ended(StreamRecord)
}
