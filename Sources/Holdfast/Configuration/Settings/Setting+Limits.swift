extension Setting {
  /// The most of everything.
  static let limits = [
    Setting("limits.bodyBytes", \.limits.bodyBytes, .bytes(1...1 << 30), "The longest request body."),
    Setting(
      "limits.pendingBodyBytes", \.limits.pendingBodyBytes, .bytes(1...1 << 40),
      "How much of the bodies of all requests is read at once; a request beyond it is asked to come back."),
    Setting(
      "limits.messageBytes", \.limits.messageBytes, .bytes(1...1 << 30),
      "The longest message, without its files."),
    Setting("limits.fileBytes", \.limits.fileBytes, .bytes(1...1 << 30), "The largest file of a message."),
    Setting(
      "limits.jsonDepth", \.limits.jsonDepth, .integer(4...512),
      "How deep the JSON of a request may be nested."),
    Setting("limits.draftBytes", \.limits.draftBytes, .bytes(1...1 << 30), "The longest draft."),
    Setting(
      "limits.pageLimit", \.limits.pageLimit, .integer(1...10_000),
      "How many entries a page of a list has at most."),
    Setting(
      "limits.historyBytes", \.limits.historyBytes, .bytes(1...1 << 30),
      "How much of a conversation a provider is sent; the oldest turns are left out first."),
    Setting(
      "limits.historyMessages", \.limits.historyMessages, .integer(1...1_000_000),
      "How many messages of a conversation are read for a provider at most."),
    Setting(
      "limits.maximumRuns", \.limits.maximumRuns, .integer(1...1_000_000),
      "How many replies run at once at most."),
    Setting(
      "limits.hubWindowBytes", \.limits.hubWindowBytes, .bytes(1...1 << 30),
      "How much of a running stream is kept in memory; readers further behind read the log."),
    Setting(
      "limits.unloggedWindowBytes", \.limits.unloggedWindowBytes, .bytes(1...1 << 30),
      "How much of a reply that goes on without a log is kept for its one reader."),
    Setting(
      "limits.replyBytes", \.limits.replyBytes, .bytes(1...1 << 30),
      "The longest reply; one that is longer is cut."),
    Setting(
      "limits.readBatchBytes", \.limits.readBatchBytes, .bytes(1...1 << 30),
      "How much a reader takes at once."),
    Setting(
      "limits.inboxEvents", \.limits.inboxEvents, .integer(1...1_000_000),
      "How many events of a provider wait for a commit before it is held back."),
    Setting(
      "limits.inboxBytes", \.limits.inboxBytes, .bytes(1...1 << 30),
      "How much text of a provider waits for a commit before it is held back."),
    Setting(
      "limits.commitBatchWrites", \.limits.commitBatchWrites, .integer(1...1_000_000),
      "How many writes one commit takes at most."),
  ]

  /// The times of runs and readers.
  static let engine = [
    Setting(
      "engine.leaseMs", \.engine.lease, .milliseconds(100...3_600_000),
      "How long an owner's lease lasts. Shorter, a pause of the process costs the stream; longer, the streams of a "
        + "dead owner wait longer."),
    Setting(
      "engine.renewIntervalMs", \.engine.renewInterval, .milliseconds(10...3_600_000),
      "How often a quiet run renews its lease; less than half of it."),
    Setting(
      "engine.endDeadlineMs", \.engine.endDeadline, .milliseconds(0...3_600_000),
      "How long a stop waits for the owner to end a stream before it takes the stream over."),
    Setting(
      "engine.registrationWaitMs", \.engine.registrationWait, .milliseconds(0...3_600_000),
      "How long a repeat or a resume waits for a stream that is about to start."),
    Setting(
      "engine.registrationBudgetMs", \.engine.registrationBudget, .milliseconds(0...3_600_000),
      "How long making a stream is retried before its reply goes on without resume."),
    Setting(
      "engine.unloggedDeadlineMs", \.engine.unloggedDeadline, .milliseconds(100...86_400_000),
      "How long a reply without resume may go on; until then a resume and a repeat are told to come back."),
    Setting(
      "engine.claimDeadlineMs", \.engine.claimDeadline, .milliseconds(10...3_600_000),
      "How long a claim may stand without a stream before it is given up."),
    Setting(
      "engine.firstChunkTimeoutMs", \.engine.firstChunkTimeout, .milliseconds(10...86_400_000),
      "How long a provider may take to its first content."),
    Setting(
      "engine.betweenChunksTimeoutMs", \.engine.betweenChunksTimeout, .milliseconds(10...86_400_000),
      "How long a provider may pause between two events."),
    Setting(
      "engine.replyTimeoutMs", \.engine.replyTimeout, .milliseconds(10...86_400_000),
      "How long a provider may take in all."),
    Setting(
      "engine.artifactTimeoutMs", \.engine.artifactTimeout, .milliseconds(10...3_600_000),
      "How long an open artifact may make no progress before clients are told that it will not be finished."),
    Setting(
      "engine.watchIntervalMs", \.engine.watchInterval, .milliseconds(10...3_600_000),
      "How often a run looks for what is overdue."),
    Setting(
      "engine.streamRetentionMs", \.engine.streamRetention, .milliseconds(100...31_536_000_000),
      "How long an ended and saved stream is kept."),
    Setting(
      "engine.draftRetentionMs", \.engine.draftRetention, .milliseconds(100...31_536_000_000),
      "How long a draft is kept after its last change."),
    Setting(
      "engine.logOutageBudgetMs", \.engine.logOutageBudget, .milliseconds(0...3_600_000),
      "How long a run holds chunks back while the stream log does not answer, before it gives up."),
    Setting(
      "engine.settleBudgetMs", \.engine.settleBudget, .milliseconds(0...3_600_000),
      "How long saving a reply is retried before its stream ends with the notice that it is still being saved."
    ),
    Setting(
      "engine.reconcileIntervalMs", \.engine.reconcileInterval, .milliseconds(10...3_600_000),
      "How often the server looks for what crashes left undone."),
    Setting(
      "engine.followIntervalMs", \.engine.followInterval, .milliseconds(10...60_000),
      "How often a stream of another node is looked at for its readers here, besides when the log tells of a change."
    ),
    Setting(
      "engine.recoveryBudgetMs", \.engine.recoveryBudget, .milliseconds(0...3_600_000),
      "How long a start recovers what the last process left before it serves; the rest is done meanwhile."),
    Setting(
      "engine.startRetryIntervalMs", \.engine.startRetryInterval, .milliseconds(10...60_000),
      "How often a start that waits for its stores tries again."),
    Setting(
      "engine.drainBudgetMs", \.engine.drainBudget, .milliseconds(0...3_600_000),
      "How long a shutdown lets running replies go on before it ends them."),
    Setting(
      "engine.heartbeatIntervalMs", \.engine.heartbeatInterval, .milliseconds(10...3_600_000),
      "After how long without a chunk a reader is told that the connection is alive; proxies cut at 60 s and less."
    ),
    Setting(
      "engine.replayAfterEndMs", \.engine.replayAfterEnd, .milliseconds(0...3_600_000),
      "How recently a stream must have ended to be replayed to a client that replaces a message of the same id."
    ),
  ]
}
