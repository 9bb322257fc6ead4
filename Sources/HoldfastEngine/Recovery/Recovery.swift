import HoldfastModel
import HoldfastStores
import Logging

/// Does what a crash left undone.
///
/// Harmless when run twice, on any number of nodes.
struct Recovery: Sendable {
  let context: Run.Context
  let node: NodeID

  /// How many streams one pass looks at.
  private static let batch = 256

  /// Ends the streams that a killed process left behind.
  ///
  /// For the start of a node that holds the lock on its stores: no owner can be alive, so no lease is waited for.
  func recoverAll() async throws {
    while true {
      let left = try await context.log.running(limit: Self.batch)
      for record in left { try await takeOver(record.stream, force: true) }
      if left.count < Self.batch { break }
    }
    try await saveUnsaved()
  }

  /// One pass of the reconciler.
  func reconcile() async throws {
    for record in try await context.log.expired(limit: Self.batch) {
      try await takeOver(record.stream, force: false)
    }
    try await saveUnsaved()
  }

  /// Takes a stream over and ends it: as its outcome says, or as was requested, or as interrupted.
  ///
  /// - Returns: The state that it ended in; `nil` when it is not ours to end.
  @discardableResult
  func takeOver(_ stream: StreamID, force: Bool) async throws -> TerminalState? {
    let answer = try await context.log.takeOver(
      stream, run: context.environment.ids.make(), owner: node, lease: context.configuration.lease,
      force: force)
    switch answer {
    case .leased: return nil
    case .ended(let record): return record.state
    case .taken(let record): return try await end(record)
    }
  }

  private func end(_ record: StreamRecord) async throws -> TerminalState {
    let live = context.hub.open(
      record.stream, length: record.length, epoch: record.epoch,
      windowBytes: context.configuration.hubWindowBytes)
    defer { context.hub.close(live, of: record.epoch) }
    var ending = StreamEnding(context: context, record: record, live: live)
    try await ending.replay()
    let state: TerminalState
    if let outcome = record.outcome {
      state = outcome.state
      live.setOutcome(state)
    } else {
      let requested = record.requestedEnd?.state ?? .interrupted
      state = requested == .interrupted && !ending.assembler.hasContent ? .failed : requested
      // A stream that has nothing yet begins as every stream does.
      let opening: [Chunk] = record.length == 0 ? [.start(messageID: record.header.reply)] : []
      try await ending.append(opening, settingOutcome: StreamOutcome(state: state))
    }
    context.logger.notice(
      "took a stream over and ended it",
      metadata: ["stream.id": "\(record.stream)", "state": "\(state.rawValue)", "epoch": "\(record.epoch)"])
    try await ending.complete()
    return state
  }

  /// Saves the replies of ended streams that were not saved.
  private func saveUnsaved() async throws {
    for record in try await context.log.unsaved(limit: Self.batch) {
      let live = LiveStream(stream: record.stream, from: record.length, windowBytes: 0)
      var ending = StreamEnding(context: context, record: record, live: live)
      try await ending.replay()
      try await ending.settleAfterEnd()
    }
  }
}
