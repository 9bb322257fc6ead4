import HoldfastEngine
import HoldfastModel
import HoldfastStores

extension HistoryEvent: CustomStringConvertible {
  /// One line, the same for the same event in every run.
  package var description: String {
    switch self {
    case .posted(let post):
      "\(post.client) posts #\(post.id) \(post.ask) \(post.session)/\(post.message) "
        + "\(JSONValue.string(post.text).text) \(post.onActive.rawValue) key \(post.key ?? "-")"
    case .postAnswered(let id, let answer): "  post #\(id): \(answer.line)"
    case .saw(let frame):
      "  \(frame.client) @\(frame.connection) sees \(frame.stream) \(frame.position) \(frame.kind.rawValue) "
        + "\(frame.digest)"
    case .readEnded(let client, let stream, let ending):
      "  \(client) reads \(stream) no further: \(ending.rawValue)"
    case .readFrom(let client, let stream, let position): "  \(client) reads \(stream) from \(position)"
    case .deleteAsked(let session): "delete \(session)"
    case .listAsked(let id, let session): "list #\(id) of \(session)"
    case .listed(let id, _, let messages):
      "  list #\(id): "
        + messages.map { "\($0.order):\($0.message.id)(\($0.status.rawValue))" }.joined(separator: " ")
    case .stopped(let session, let stream, let state):
      "stop in \(session): \(stream?.rawValue ?? "-") \(state?.rawValue ?? "-")"
    case .resumed(let client, let session, let answer): "\(client) resumes \(session): \(answer.line)"
    case .claimed(let claim, _):
      "store: claimed \(claim.key.session)/\(claim.key.message) -> \(claim.stream) reply \(claim.reply) "
        + "order \(claim.order) supersedes \(claim.supersedes?.rawValue ?? "-")"
    case .claimMoved(let stream, let move): "store: the claim of \(stream) moved: \(move)"
    case .settled(let stream, _, let message, let outcome):
      "store: settled \(stream) message \(message?.rawValue ?? "-"): \(outcome)"
    case .sessionDeleted(let session): "store: deleted \(session)"
    case .reservationMoved(let reservation, let account):
      "store: reservation \(reservation.id) of \(reservation.principal.text) for \(reservation.session) is "
        + "\(reservation.state.rawValue), \(reservation.used.tokens) tokens, "
        + "\(account.outstandingCount) of \(account.reserved.count) outstanding"
    case .effectsSaved(let stream, let entries):
      "store: the message of \(stream) has \(entries.map(\.line))"
    case .effectMoved(let entry, let stream, let process):
      "log: \(stream) effect \(entry.line), by \(process)"
    case .created(let record, let process): "log: created \(record.stream) by \(process)"
    case .takenOver(let record, let process):
      "log: \(record.stream) taken over by \(process), epoch \(record.epoch), length \(record.length)"
    case .appended(let append, let length, let process):
      "log: \(append.line), length \(length), by \(process)"
    case .marked(let stream, let persistence): "log: \(stream) is \(persistence.rawValue)"
    case .trimmed(let streams): "log: trimmed \(streams.map(\.rawValue))"
    case .storeCrashed(let name): "** \(name) crashes"
    case .storeStarted(let name): "** \(name) starts"
    case .appendAsked(let append, let process): "\(process) wants \(append.line)"
    case .planned(let plan): plan.line
    case .providerCalled(let call): call.line
    case .providerEnded(let ending): ending.line
    case .providerGivenUp(let call): "  provider call \(call) is given up"
    case .tool(let act, let key, let process): "  tool: \(key) \(act.rawValue) by \(process)"
    case .attemptMade(let role, let provider, let process):
      "\(process) makes an attempt at \(provider): \(role.rawValue)"
    case .breakerMoved(let kind, let state, let target, let process):
      "\(process): the breaker of \(kind.rawValue) for \(target) is \(state.rawValue)"
    case .started(let process): "** \(process) starts"
    case .crashed(let process): "** \(process) crashes"
    case .drained(let process): "** \(process) drains"
    case .paused(let process, let duration): "** \(process) is paused for \(duration)"
    case .partitioned(let way, let duration): "** \(way) is cut for \(duration)"
    case .healed: "** healed"
    case .counted(let sample):
      "\(sample.process) counts \(sample.started) started, "
        + "\(sample.ended.values.reduce(0, +)) ended, \(sample.lost) lost"
    case .surveyed(let survey):
      "survey: \(survey.records.count) streams, \(survey.sessions.count) sessions, "
        + "running \(survey.running.sorted().map(\.rawValue))"
    }
  }
}

extension SimulationPlan {
  fileprivate var line: String {
    "\(nodes) nodes\(isEmbedded ? " (embedded)" : ""), attempts \(configuration.maximumAttempts), "
      + "continuations \(configuration.maximumContinuations), retries \(configuration.retriesPerSecond)/s, "
      + "breakers open for \(configuration.breakerOpen); "
      + agents.map { agent in
        "\(agent.name) (\(agent.continuation.rawValue), \(agent.format.rawValue)): "
          + agent.models.map(\.line).joined(separator: ", ")
      }.joined(separator: "; ")
  }
}

extension SimulatedModel {
  fileprivate var line: String {
    id + " " + continuation.rawValue + (isHealthy ? " healthy" : "")
      + (refusesPrefill ? " refuses prefill" : "")
      + (outage.map { " \($0.fault.rawValue) \($0.start)-\($0.end)" } ?? "")
  }
}

extension ProviderCall {
  fileprivate var line: String {
    "\(process): call \(number) of \(target) for \(message), step \(step)"
      + (continuing.map { " (\($0.mode.rawValue)) after \(JSONValue.string($0.text).text)" } ?? "")
  }
}

extension EffectEntry {
  fileprivate var line: String { "\(number) \(call) \(state.rawValue)" + (tries > 0 ? " (\(tries))" : "") }
}

extension ProviderEnding {
  fileprivate var line: String {
    "  provider call \(call) ends, own finish: \(hasOwnFinish), content: \(hasContent), tokens: "
      + "\(outputTokens.map { "\($0)" } ?? "-"), repeated \(repeated), "
      + (text.map { JSONValue.string($0).text } ?? "unsure")
  }
}

extension PostAnswer {
  fileprivate var line: String {
    switch self {
    case .stream(let stream, let reply, let isRepeat, let isAccepted):
      "\(stream) reply \(reply)\(isRepeat ? " (repeat)" : "")\(isAccepted ? "" : " (another's)")"
    case .stoppedBeforeStart(let stream, _): "\(stream) stopped before start"
    case .refused(let code, let status): "\(status) \(code)"
    case .cut: "cut"
    }
  }
}

extension ResumeAnswer {
  fileprivate var line: String {
    switch self {
    case .stream(let stream, let position): "\(stream) from \(position)"
    case .nothing: "204"
    case .refused(let code, let status): "\(status) \(code)"
    case .cut: "cut"
    }
  }
}

extension StreamAppend {
  fileprivate var line: String {
    "\(stream) e\(epoch) [\(first)..<\(first + frames.count)]"
      + (effects.isEmpty ? "" : " effects \(effects.map(\.line))")
      + (outcome.map { " outcome \($0.state.rawValue)" } ?? "") + (end.map { " end \($0.rawValue)" } ?? "")
  }
}
