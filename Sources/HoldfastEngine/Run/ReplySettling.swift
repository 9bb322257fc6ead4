import HoldfastModel
import HoldfastStores

/// Saves what a stream made of a reply, and notes that it is saved.
struct ReplySettling: Sendable {
  let context: Run.Context

  /// Saves a reply and settles its claim.
  ///
  /// Saved now, saved before, or into a session that is gone: in each case nothing is owed.
  ///
  /// - Throws: ``StoreError``; `refused` when the claim was given up before its stream turned up, so that nobody is told
  ///   that a reply is kept which no store takes.
  @discardableResult
  func settle(
    _ header: StreamHeader, outcome: StreamOutcome, assembler: MessageAssembler, effects: [EffectEntry]
  ) async throws -> SettleOutcome {
    let message = Self.message(of: header, outcome: outcome, assembler: assembler)
    let conversations = context.conversations[header.principal]
    let answer = try await conversations.settle(
      Settlement(
        session: header.session, stream: header.stream, message: message,
        isFailed: outcome.state == .failed, effects: effects,
        artifacts: DocumentTool.artifacts(in: assembler.messageParts), now: context.environment.now()))
    // Not ours is what was stopped before it began, and what was given up.
    guard answer == .notOurs, message != nil else { return answer }
    let claim = try await conversations.claim(of: header.stream, in: header.session)
    if claim?.state == .abandoned { throw StoreError(.refused, "the claim of \(header.stream) was given up") }
    return answer
  }

  /// Notes in the log what became of a reply; one that is saved needs the session's pointer no more.
  func note(_ saving: ClosingChunks.Saving, of header: StreamHeader) async throws {
    switch saving {
    case .saved:
      // In this order: a crash between the two leaves the stream among the unsaved, which the next start goes through.
      try await context.conversations[header.principal].clearPointer(
        of: header.session, ifNaming: header.stream)
      try await context.log.mark(header.stream, .saved)
    case .refused: try await context.log.mark(header.stream, .refused)
    case .pending: break
    }
  }

  /// The message that a stream's segment of a reply makes; `nil` when there is nothing in it.
  static func message(
    of header: StreamHeader, outcome: StreamOutcome, assembler: MessageAssembler
  ) -> StoredMessage? {
    guard assembler.hasContent else { return nil }
    return StoredMessage(
      message: UIMessage(
        id: header.reply, role: .assistant, metadata: assembler.metadata, parts: assembler.messageParts),
      order: header.order, status: outcome.state == .finished ? .complete : .interrupted,
      stream: header.stream, model: outcome.model, usage: outcome.usage, createdAt: header.createdAt)
  }
}
