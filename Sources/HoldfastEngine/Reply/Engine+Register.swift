import HoldfastModel
import HoldfastStores

extension Engine {
  /// Creates the claim's stream and starts its run; when somebody else was faster, theirs counts.
  private func register(
    _ claim: Claim, agent: Agent, isRepeat: Bool, cursor: Cursor?
  ) async throws -> ReplyHandle {
    let header = StreamHeader(
      stream: claim.stream, principal: claim.principal, claim: claim.key, reply: claim.reply,
      order: claim.order,
      agent: claim.agent, dialect: claim.dialect, routeForm: claim.routeForm, createdAt: claim.createdAt)
    guard let record = try await storeCall(.streamLog, { try await create(header, run: claim.run) }) else {
      return try await handle(for: claim, isRepeat: true, cursor: cursor)
    }
    let live = context.hub.open(
      record.stream, length: 0, epoch: record.epoch, windowBytes: context.configuration.hubWindowBytes)
    launch(record, live: live, agent: agent, superseding: claim.supersedes)
    // A stop that came between the claim and the stream has ended the claim.
    let current = try await storeCall { try await self.context.conversations.claim(for: claim.key) }
    if current?.state == .ended { inbox(of: claim.stream)?.requestEnd(.stop) }
    return try await handle(for: claim, isRepeat: isRepeat, cursor: cursor)
  }

  /// Makes a stream, and resolves an unknown outcome by making it again: what is there under our run is ours.
  ///
  /// - Returns: The stream; `nil` when somebody else made it.
  private func create(_ header: StreamHeader, run: RunID) async throws -> StreamRecord? {
    let lease = context.configuration.lease
    func create() async throws -> StreamCreation {
      try await context.log.create(header, run: run, owner: node, lease: lease)
    }
    do {
      if case .created(let record) = try await create() { return record }
      return nil
    } catch let error as StoreError where error.code == .indeterminate {
      switch try await create() {
      case .created(let record): return record
      case .exists(let record):
        return record.run == run && record.owner == node && record.epoch == 1 ? record : nil
      }
    }
  }
}
