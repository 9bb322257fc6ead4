public import HoldfastModel

/// A stream as the log knows it, without its frames.
public struct StreamRecord: Sendable, Hashable {
  /// Whether the reply is in the conversation store.
  public enum Persistence: String, Sendable, Hashable, CaseIterable {
    /// Not yet; it will be.
    case pending
    /// It is, or there was nothing to save.
    case saved
    /// The conversation store refused it for good; the log is where it is kept.
    case refused
  }

  /// What the stream is about.
  public var header: StreamHeader
  /// The run that fills it.
  public var run: RunID
  /// The node that owns it; `nil` when the lease was released.
  public var owner: NodeID?
  /// Counts the owners: every write names it, and an old one is refused.
  public var epoch: Int
  /// Until when the owner's lease lasts, by the log's own clock.
  public var leaseUntil: Timestamp
  /// How many frames there are: the next position.
  public var length: Int
  /// The seal of the last frame; ``Seal/origin`` when there is none.
  public var lastSeal: Seal
  /// The end that somebody asked for.
  public var requestedEnd: EndRequest?
  /// How the work came out; `nil` until it is set.
  public var outcome: StreamOutcome?
  /// How it ended; `nil` while it runs.
  public var state: TerminalState?
  /// When it ended.
  public var endedAt: Timestamp?
  /// Whether the reply is in the conversation store.
  public var persistence: Persistence

  /// Makes a record.
  public init(
    header: StreamHeader, run: RunID, owner: NodeID?, epoch: Int, leaseUntil: Timestamp, length: Int = 0,
    lastSeal: Seal = .origin, requestedEnd: EndRequest? = nil, outcome: StreamOutcome? = nil,
    state: TerminalState? = nil, endedAt: Timestamp? = nil, persistence: Persistence = .pending
  ) {
    self.header = header
    self.run = run
    self.owner = owner
    self.epoch = epoch
    self.leaseUntil = leaseUntil
    self.length = length
    self.lastSeal = lastSeal
    self.requestedEnd = requestedEnd
    self.outcome = outcome
    self.state = state
    self.endedAt = endedAt
    self.persistence = persistence
  }

  /// The stream's name.
  public var stream: StreamID { header.stream }
}
