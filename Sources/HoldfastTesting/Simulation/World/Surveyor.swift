import HoldfastModel
import HoldfastStores

/// Looks at what the stores hold, past all faults, for the checks.
struct Surveyor: Sendable {
  let world: SimulationWorld
  let nodes: [SimulatedNode]
  let stores: SimulatedStores

  /// Notes what there is now.
  func survey(sinceHealing: Duration) async throws {
    var (sessions, streams): (Set<SessionID>, Set<StreamID>) = ([], [])
    for entry in world.history.entries {
      switch entry.event {
      case .claimed(let claim, _):
        sessions.insert(claim.key.session)
        streams.insert(claim.stream)
      case .created(let record, _): streams.insert(record.stream)
      default: break
      }
    }
    var survey = Survey(
      sinceHealing: sinceHealing, sessions: [], messages: [:], claims: [:], records: [], frames: [:],
      running: [])
    for session in sessions.sorted() {
      try await stores.conversations.inspect { memory in
        guard let record = try await memory.session(session) else { return }
        survey.sessions.append(record)
        survey.messages[session] = try await memory.messages(in: session, after: 0, limit: 100_000)
        for stream in streams.sorted() {
          if let claim = try await memory.claim(of: stream, in: session) { survey.claims[stream] = claim }
        }
      }
    }
    for stream in streams.sorted() {
      try await stores.log.inspect { memory in
        guard let record = try await memory.record(of: stream) else { return }
        survey.records.append(record)
        survey.frames[stream] = try await memory.read(stream, from: 0, maximumBytes: 1 << 30)
        if nodes.contains(where: { $0.isRunning(stream) }) { survey.running.insert(stream) }
      }
    }
    world.note(.surveyed(survey))
    for node in nodes {
      let isAtRest = sinceHealing >= HistoryChecker.surveyMoments[1]
      if let sample = node.counterSample(isAtRest: isAtRest) { world.note(.counted(sample)) }
    }
  }
}
