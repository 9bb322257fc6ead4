/// The engine's limits and times.
///
/// Every one has a name, a default and a unit.
public struct EngineConfiguration: Sendable, Hashable {
  /// How long an owner's lease lasts.
  ///
  /// Shorter: a pause of the process costs the stream; longer: a dead owner's streams wait longer.
  public var lease: Duration = .seconds(10)
  /// How often a quiet run renews its lease.
  ///
  /// Must be well below ``lease``.
  public var renewInterval: Duration = .seconds(3)
  /// How long a stop waits for the owner to set the outcome before it takes the stream over.
  public var endDeadline: Duration = .milliseconds(700)
  /// How long making a stream is retried before its reply goes on without resume.
  public var registrationBudget: Duration = .seconds(2)
  /// How long a reply without resume may go on; until then a resume and a repeat are told to come back.
  public var unloggedDeadline: Duration = .seconds(2 * 60 * 60)
  /// How long a claim may stand without a stream before the reconciler gives it up.
  public var claimDeadline: Duration = .seconds(15)
  /// How long a provider may take to its first content.
  public var firstChunkTimeout: Duration = .seconds(60)
  /// How long a provider may pause between two events.
  public var betweenChunksTimeout: Duration = .seconds(60)
  /// How long a provider may take in all.
  public var replyTimeout: Duration = .seconds(2 * 60 * 60)
  /// How many attempts at its providers a reply may take.
  public var maximumAttempts = 3
  /// How often a reply that broke off is gone on with.
  public var maximumContinuations = 1
  /// The first wait before the same target is asked again; it doubles.
  public var retryBase: Duration = .milliseconds(250)
  /// The longest such wait.
  public var retryMaximum: Duration = .seconds(8)
  /// The longest that is waited when a provider says how long it wants to be left alone.
  public var retryAfterMaximum: Duration = .seconds(30)
  /// How many further attempts this node may make in a second, besides a tenth of its requests.
  public var retriesPerSecond = 10
  /// Whether a target that fails is closed off for a while.
  public var closesOff = true
  /// How long a target is closed off the first time; it doubles.
  public var breakerOpen: Duration = .seconds(5)
  /// How long a target is closed off at most: a target that is well again has all its calls back soon after.
  public var breakerMaximumOpen: Duration = .milliseconds(7500)
  /// The least number of attempts that may wait for their first chunk at one target at once, however slow it is.
  public var minimumConcurrency = 4
  /// The greatest number of attempts that may wait for their first chunk at one target at once.
  public var maximumConcurrency = 1000
  /// How long an open artifact may make no progress before clients are told that it will not be finished.
  public var artifactTimeout: Duration = .seconds(10)
  /// How often a run looks for what is overdue.
  public var watchInterval: Duration = .seconds(1)
  /// How long an ended and saved stream is kept.
  public var streamRetention: Duration = .seconds(24 * 60 * 60)
  /// How long a draft is kept after its last change.
  public var draftRetention: Duration = .seconds(30 * 24 * 60 * 60)
  /// How long a repeat or a resume waits for a claimed stream to appear.
  public var registrationWait: Duration = .seconds(1)
  /// How long a run holds chunks back while the stream log does not answer, before it gives up.
  public var logOutageBudget: Duration = .seconds(30)
  /// How long settling is retried before the stream ends with the notice that the reply is still being saved.
  public var settleBudget: Duration = .seconds(5)
  /// How long quota that is set aside is kept for a reply of which nothing is heard.
  public var reservationTime: Duration = .seconds(50)
  /// How long saying what a reply has used is retried before it is left to the reconciler.
  public var quotaBudget: Duration = .seconds(1)
  /// How long what became of reservations is kept: longer than the longest window of a plan.
  public var reservationRetention: Duration = .seconds(70 * 24 * 60 * 60)
  /// How many steps a reply may have: calls of a model, between which tools are called.
  public var maximumSteps = 8
  /// The most bytes of a tool's answer that a model is shown; more is an error.
  public var toolOutputBytes = 64 << 10
  /// How often undoing an effect is tried before a person has to look at it.
  public var maximumCompensations = 10
  /// How often the reconciler looks for what crashes left undone.
  public var reconcileInterval: Duration = .seconds(3)
  /// How long a node that starts recovers what the last process left before it serves; the rest it does meanwhile.
  public var recoveryBudget: Duration = .seconds(1)
  /// How often a start that waits for its stores tries again.
  public var startRetryInterval: Duration = .seconds(1)
  /// How long a shutdown lets running replies go on before it ends them.
  public var drainBudget: Duration = .seconds(5)
  /// After how long without a frame a reader is told that the connection is alive.
  public var heartbeatInterval: Duration = .seconds(15)
  /// How often a stream of another node is looked at for its readers here, besides when the log tells of a change.
  public var followInterval: Duration = .milliseconds(500)
  /// How recently a stream must have ended to be replayed to a client that replaces a message of the same id.
  public var replayAfterEnd: Duration = .seconds(10)
  /// How many bytes of encoded frames a running stream keeps in memory; readers further behind read the log.
  public var hubWindowBytes = 1 << 20
  /// How many bytes of frames a reply without a log keeps for its one reader; a reader further behind is cut.
  public var unloggedWindowBytes = 8 << 20
  /// How many bytes of content a reply may have; one that is longer is cut.
  public var replyBytes = 64 << 20
  /// How many bytes a reader takes at once.
  public var readBatchBytes = 256 << 10
  /// How many events of a provider may wait for a commit before the provider is held back.
  public var inboxEvents = 512
  /// How many bytes of text of a provider may wait for a commit before the provider is held back.
  public var inboxBytes = 1 << 20
  /// How many writes one commit takes.
  public var commitBatchWrites = 512
  /// How many replies may run on this node at once.
  public var maximumRuns = 2_000
  /// How many bytes of earlier messages a provider is sent; the oldest turns are left out first.
  public var historyBytes = 256 << 10
  /// How many messages of history are read at most.
  public var historyMessages = 1_000

  /// Makes a configuration of defaults.
  public init() {}
}
