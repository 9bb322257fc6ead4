import HoldfastModel
import HoldfastStores

/// Saves what a stream made of a reply, and notes that it is saved.
struct ReplySettling: Sendable {
  let context: Run.Context

  /// Saves a reply and settles its claim.
  ///
  /// Saved now, saved before, or into a session that is gone: in each case nothing is owed.
  ///
  /// - Throws: ``StoreError``.
  func settle(_ header: StreamHeader, outcome: StreamOutcome, assembler: MessageAssembler) async throws {
    _ = try await context.conversations.settle(
      Settlement(
        session: header.session, stream: header.stream,
        message: message(of: header, outcome: outcome, assembler: assembler),
        isFailed: outcome.state == .failed, now: context.environment.now()))
  }

  /// Notes in the log what became of a reply; one that is saved needs the session's pointer no more.
  func note(_ saving: ClosingChunks.Saving, of header: StreamHeader) async throws {
    switch saving {
    case .saved:
      try await context.log.mark(header.stream, .saved)
      try await context.conversations.clearPointer(of: header.session, ifNaming: header.stream)
    case .refused: try await context.log.mark(header.stream, .refused)
    case .pending: break
    }
  }

  private func message(
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
