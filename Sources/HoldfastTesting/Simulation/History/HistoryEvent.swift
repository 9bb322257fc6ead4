package import HoldfastModel
package import HoldfastStores

/// One thing that happened in a simulated world.
///
/// What a store did is noted when it is durable, in the order in which it became so.
package enum HistoryEvent: Sendable {
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
  case providerCalled(Int, message: MessageID)
  case providerEnded(Int, hasOwnFinish: Bool)
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

/// A user message on its way.
package struct Post: Sendable, Hashable {
  /// Names the request.
  package var id: Int
  /// Who sends it.
  package var client: String
  /// Whose the session is.
  package var session: SessionID
  /// The message's id.
  package var message: MessageID
  /// What it says.
  package var text: String
  /// What is asked.
  package var ask: Ask
  /// What becomes of another reply that runs.
  package var onActive: OnActive
  /// The key that repeats are marked with.
  package var key: String?

  /// What a client asks for.
  package enum Ask: Sendable, Hashable {
    case submit, edit
    case regenerate(MessageID?)
    case continuation(MessageID)
  }

  /// What becomes of another reply that runs.
  package enum OnActive: String, Sendable, Hashable { case supersede, reject, attach }
}

/// What came of a user message.
package enum PostAnswer: Sendable, Hashable {
  case stream(StreamID, reply: MessageID, isRepeat: Bool, isAccepted: Bool)
  case stoppedBeforeStart(StreamID, reply: MessageID)
  case refused(code: String, status: Int)
  /// The connection was cut, or there was nobody to connect to.
  case cut
}

/// What came of asking for a reply again.
package enum ResumeAnswer: Sendable, Hashable {
  case stream(StreamID, from: Int)
  case nothing
  case refused(code: String, status: Int)
  case cut
}

/// Why a client reads no further.
package enum ReadEnding: String, Sendable, Hashable { case ended, lost, cut, left, failed }

/// A frame as a client got it.
package struct SeenFrame: Sendable, Hashable {
  /// Who got it.
  package var client: String
  /// Names the connection, on which positions must count up.
  package var connection: Int
  package var stream: StreamID
  package var position: Int
  /// Of the id and the data.
  package var digest: Digest
  package var kind: FrameKind
}

/// What a frame is to the end of its stream.
package enum FrameKind: String, Sendable, Hashable {
  case content, finish, abort, error, savingNotice

  /// The kind of a chunk.
  package init(_ chunk: Chunk) {
    switch chunk {
    case .finish: self = .finish
    case .abort: self = .abort
    case .error: self = .error
    case .data("notice", let value, _, _) where value["code"]?.stringValue == "SAVING": self = .savingNotice
    default: self = .content
    }
  }

  /// Whether it is a closing frame.
  package var isTerminal: Bool { [.finish, .abort, .error].contains(self) }
}

/// What the counters of one process say at one moment.
package struct CounterSample: Sendable, Hashable {
  /// Whose counters they are.
  package var process: String
  /// How many streams the process began to fill.
  package var started: Int
  /// How many ended, by state.
  package var ended: [TerminalState: Int]
  /// How many it gave up without an end.
  package var lost: Int
  /// Whether nothing runs any more, so that what was started must have ended or be lost.
  package var isAtRest: Bool

  package init(process: String, started: Int, ended: [TerminalState: Int], lost: Int, isAtRest: Bool) {
    self.process = process
    self.started = started
    self.ended = ended
    self.lost = lost
    self.isAtRest = isAtRest
  }
}

/// What the stores hold and who is alive.
package struct Survey: Sendable {
  /// How long ago the world healed.
  package var sinceHealing: Duration
  /// The sessions, those of them that exist.
  package var sessions: [SessionRecord]
  /// The messages of each session.
  package var messages: [SessionID: [StoredMessage]]
  /// The claims whose streams were made or claimed, by stream.
  package var claims: [StreamID: Claim]
  /// The streams.
  package var records: [StreamRecord]
  /// Their frames.
  package var frames: [StreamID: [Frame]]
  /// The streams that a living process owns and works on.
  package var running: Set<StreamID>
}
