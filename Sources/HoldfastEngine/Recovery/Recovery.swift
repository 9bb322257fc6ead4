import HoldfastModel
import HoldfastStores
import Logging

/// Does what a crash left undone.
///
/// Harmless when run twice, on any number of nodes.
struct Recovery: Sendable {
  let context: Run.Context
  let node: NodeID
  /// Calls the tools of the agent of a stream.
  let calling: @Sendable (StreamHeader) -> ToolCalling
  /// Decides what becomes of a stream that was taken over, and fills it on where that may be.
  let goOn: @Sendable (StreamRecord, LogReading.Contents) async -> TakenOver

  /// How many streams one pass looks at.
  private static let batch = 256

  /// Ends the streams that a killed process left behind.
  ///
  /// For the start of a node that holds the lock on its stores: no owner can be alive, so no lease is waited for.
  ///
  /// - Parameter time: When to leave the rest for later, so that thousands of streams keep no server from starting.
  /// - Returns: Whether all is done.
  @discardableResult
  func recoverAll(until time: Timestamp? = nil) async throws -> Bool {
    func isTooLate() -> Bool { time.map { $0 <= context.environment.now() } ?? false }
    // Those that go on stay in the list, so it is asked for more each time.
    var looked: Set<StreamID> = []
    while true {
      if isTooLate() { return false }
      let all = try await context.log.running(limit: Self.batch + looked.count)
      let left = all.filter { !looked.contains($0.stream) }
      if left.isEmpty { break }
      looked.formUnion(left.map(\.stream))
      try await forEach(left) {
        if !isTooLate() { try await takeOver($0.stream, force: true, for: .restart) }
      }
    }
    try await saveUnsaved()
    return true
  }

  /// One pass of the reconciler.
  func reconcile() async throws {
    let expired = try await context.log.expired(limit: Self.batch)
    try await forEach(expired.filter { !isRunningHere($0) }) {
      try await takeOver($0.stream, force: false, for: $0.owner == nil ? .handover : .expired)
    }
    try await saveUnsaved()
    try await trim()
    // A store that does not answer keeps nothing from the other.
    var failure: (any Error)?
    for (_, store) in context.conversations.byComponent {
      do {
        try await Repairs(context: context, conversations: store).run()
        try await QuotaRepairs(context: context, conversations: store).run()
        try await Deletions(context: context, conversations: store).run()
      } catch { failure = error }
    }
    if let failure { throw failure }
    try await EffectRepairs(context: context, calling: calling).run()
  }

  /// Removes the streams that are older than they are kept.
  private func trim() async throws {
    let streams = try await context.log.trim(
      endedBefore: context.environment.now() - context.configuration.streamRetention, limit: Self.batch)
    guard !streams.isEmpty else { return }
    for _ in streams { context.environment.observer.observe(.repaired(.stream)) }
    context.logger.notice("removed old streams", metadata: ["count": "\(streams.count)"])
  }

  /// Saves the replies of ended streams that were not saved.
  func saveUnsaved() async throws {
    try await forEach(try await context.log.unsaved(limit: Self.batch)) { try await save($0) }
  }

  /// Saves the reply of an ended stream, when that was left undone.
  func save(_ record: StreamRecord) async throws {
    guard let outcome = record.outcome, record.persistence == .pending else { return }
    let settling = ReplySettling(context: context)
    // Its end says that it was given up, and what it had done was undone: to save it now would make both wrong.
    if record.isGivenUp { return try await settling.note(.refused, of: record.header) }
    if try await !Orphans(context: context).isSettledElsewhere(record) {
      let assembler = try await LogReading.assemble(
        record, from: context.log, pageBytes: context.configuration.readBatchBytes)
      let effects = try await context.log.effects(of: record.stream)
      do {
        try await settling.settle(record.header, outcome: outcome, assembler: assembler, effects: effects)
      } catch let error as StoreError {
        if error.code == .refused { return try await settling.note(.refused, of: record.header) }
        guard error.isRetriable else { throw error }
        return context.logger.info("a reply is still unsaved", metadata: ["stream.id": "\(record.stream)"])
      }
    }
    try await settling.note(.saved, of: record.header)
    context.environment.observer.observe(.repaired(.settled))
    context.logger.notice("saved a reply that was left unsaved", metadata: ["stream.id": "\(record.stream)"])
  }

  /// Whether the stream's owner is a run of this node: it could not renew its lease, and goes on by itself.
  private func isRunningHere(_ record: StreamRecord) -> Bool {
    record.owner == node && context.hub.stream(record.stream) != nil
  }

  /// Does something with each of some streams.
  ///
  /// One for which it fails does not keep the others from it, unless the stores did not answer.
  ///
  /// - Returns: For how many it was done.
  @discardableResult
  private func forEach(_ records: [StreamRecord], _ body: (StreamRecord) async throws -> Void) async throws
    -> Int
  {
    var count = 0
    for record in records {
      do {
        try await body(record)
        count += 1
      } catch let error as StoreError where !error.isRetriable {
        context.logger.error(
          "a stream could not be recovered",
          metadata: ["stream.id": "\(record.stream)", "error": "\(error)"])
      }
    }
    return count
  }

  /// Takes a stream over and ends it, as its outcome says, or as was requested, or as interrupted; or has it filled on.
  ///
  /// - Returns: The state that it ended in; `nil` when it is not ours to end, or goes on.
  @discardableResult
  func takeOver(
    _ stream: StreamID, force: Bool, for reason: EngineEvent.TakeoverReason
  ) async throws -> TerminalState? {
    let answer = try await context.log.takeOver(
      stream, run: context.environment.ids.make(), owner: node, lease: context.configuration.lease,
      force: force)
    switch answer {
    case .leased: return nil
    case .ended(let record): return record.state
    case .taken(let record):
      context.environment.observer.observe(.leaseTakenOver(reason))
      // A damaged stream ends too: what can be read of it is kept, and nothing of it is called finished.
      let contents = try await LogReading.readable(
        record, from: context.log, pageBytes: context.configuration.readBatchBytes)
      // What goes on without a log, or was given up, is not this stream's to finish.
      // When that cannot be told now, it is asked again before anything is settled.
      let isOrphan = try? await Orphans(context: context).isOrphan(record)
      let effects = try await context.log.effects(of: record.stream)
      // What tools have done is settled before anything else is.
      if record.outcome == nil, record.requestedEnd == nil, !contents.isDamaged, isOrphan == false,
        effects.isEmpty
      {
        switch await goOn(record, contents) {
        case .goesOn:
          context.environment.observer.observe(.repaired(.continued))
          context.logger.notice(
            "took a stream over and goes on with it",
            metadata: ["stream.id": "\(record.stream)", "epoch": "\(record.epoch)"])
          return nil
        case .isLeft:
          try await context.log.release(record.stream, epoch: record.epoch)
          return nil
        case .ends: break
        }
      }
      let state = try await end(record, contents, effects, isOrphan: isOrphan ?? false)
      context.environment.observer.observe(.repaired(.takeover))
      return state
    }
  }

  private func end(
    _ record: StreamRecord, _ contents: LogReading.Contents, _ effects: [EffectEntry], isOrphan: Bool
  ) async throws -> TerminalState {
    let live = context.hub.open(
      record.stream, length: record.length, epoch: record.epoch,
      windowBytes: context.configuration.hubWindowBytes)
    defer { context.hub.close(live, of: record.epoch) }
    if contents.isDamaged {
      context.logger.error("a stream is damaged", metadata: ["stream.id": "\(record.stream)"])
    }
    if contents.isDamaged, record.outcome != nil {
      throw StoreError(.damaged, "a stream with an outcome is damaged")
    }
    let machine = RunMachine(
      takingOver: record, assembler: contents.assembler, effects: effects,
      endingAs: isOrphan ? .failed : nil, limits: RunMachine.Limits(context.configuration))
    var driver = RunDriver(
      context: context, record: record, live: live, inbox: nil, machine: machine,
      calling: calling(record.header))
    driver.isTakenOver = true
    await driver.drive { _ in }
    if let code = driver.machine.gaveUpFor { throw StoreError(code, "the stream could not be ended") }
    let state = driver.machine.outcome?.state ?? .interrupted
    context.logger.notice(
      "took a stream over and ended it",
      metadata: ["stream.id": "\(record.stream)", "state": "\(state.rawValue)", "epoch": "\(record.epoch)"])
    return state
  }
}

extension StreamRecord {
  /// Whether the stream ended with the word that its reply could not be saved, whatever became of the model's answer.
  fileprivate var isGivenUp: Bool { state == .failed && outcome.map { $0.state != .failed } ?? false }
}
