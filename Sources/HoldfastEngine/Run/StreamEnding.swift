import HoldfastModel
import HoldfastStores
import Logging

/// Writes to a stream that this node owns, from where it stands to its end.
///
/// The same steps serve a run and a stream that was taken over: append, set the outcome, settle, close.
struct StreamEnding: Sendable {
  private let context: Run.Context
  private let record: StreamRecord
  private let live: LiveStream
  private var writer: FrameWriter
  private var outcome: StreamOutcome?
  /// The message as far as it is committed.
  private(set) var assembler = MessageAssembler()

  /// Prepares to write after the last frame.
  ///
  /// For a stream that has frames, ``replay()`` must follow.
  init(context: Run.Context, record: StreamRecord, live: LiveStream) {
    self.context = context
    self.record = record
    self.live = live
    self.outcome = record.outcome
    self.writer = FrameWriter(
      position: record.length, seal: record.lastSeal, dialect: record.header.dialect,
      sealer: context.environment.sealer.sealer(for: record.stream))
  }

  /// Reads what is in the log already, to know the message and what is open in it.
  mutating func replay() async throws {
    assembler = try await LogReading.assemble(
      record, from: context.log, pageBytes: context.configuration.readBatchBytes)
  }

  // MARK: Appending

  /// Commits chunks, then shows them.
  ///
  /// While the log does not answer, the chunks are held back and the append is repeated, for as long as
  /// ``EngineConfiguration/logOutageBudget`` allows.
  ///
  /// - Parameters:
  ///   - chunks: What to append. With an outcome, what is open is closed, and an empty step follows one whose tool calls
  ///     are all settled: clients would send the message back.
  ///   - outcome: Set in the same commit.
  ///   - onRequest: Told when the log says that somebody wants an end.
  mutating func append(
    _ chunks: [Chunk], settingOutcome outcome: StreamOutcome? = nil,
    onRequest: (EndRequest) -> Void = { _ in }
  ) async throws {
    for chunk in chunks { assembler.accept(chunk) }
    var chunks = chunks
    if outcome != nil {
      chunks += close(with: assembler.closingChunks)
      if assembler.endsInSettledTool { chunks += close(with: [.startStep, .finishStep]) }
    }
    let acknowledgement = try await write(chunks, outcome: outcome, end: nil)
    if let outcome {
      self.outcome = outcome
      live.setOutcome(outcome.state)
    } else if let request = acknowledgement.requestedEnd {
      onRequest(request)
    }
  }

  private mutating func close(with chunks: [Chunk]) -> [Chunk] {
    for chunk in chunks { assembler.accept(chunk) }
    return chunks
  }

  private mutating func write(
    _ chunks: [Chunk], outcome: StreamOutcome?, end: TerminalState?
  ) async throws -> StreamAcknowledgement {
    let first = writer.position
    let frames = writer.frames(for: chunks)
    let append = StreamAppend(
      stream: record.stream, epoch: record.epoch, first: first, frames: frames, outcome: outcome, end: end,
      lease: context.configuration.lease)
    let encoded = try frames.map { try FrameEncoding.encode($0, of: record.stream) }
    let acknowledgement = try await retrying(budget: context.configuration.logOutageBudget) {
      try await context.commit.append(append)
    }
    live.publish(encoded, first: first)
    return acknowledgement
  }

  // MARK: Ending

  /// Settles the reply and ends the stream, as the outcome in the log says.
  mutating func complete() async throws {
    guard let outcome else { preconditionFailure("a stream is completed after its outcome is set") }
    let saving = try await settle(outcome)
    let chunks = ClosingChunks.chunks(
      for: outcome, header: record.header, saving: saving, now: context.environment.now())
    let state = saving == .refused ? .failed : outcome.state
    _ = try await write(chunks, outcome: nil, end: state)
    live.finish()
    try await note(saving)
  }

  /// Saves the reply of a stream that has ended, when that was left undone.
  mutating func settleAfterEnd() async throws {
    guard let outcome else { return }
    try await note(try await settle(outcome))
  }

  private func settle(_ outcome: StreamOutcome) async throws -> ClosingChunks.Saving {
    let settlement = Settlement(
      key: record.header.claim, stream: record.stream, message: message(for: outcome),
      now: context.environment.now())
    do {
      // Saved, saved before, or into a session that is gone: in each case nothing is owed.
      _ = try await retrying(budget: context.configuration.settleBudget) {
        try await context.conversations.settle(settlement)
      }
      return .saved
    } catch let error as StoreError {
      context.logger.error(
        "reply could not be saved",
        metadata: ["stream.id": "\(record.stream)", "error": "\(error)"])
      return error.code == .refused ? .refused : .pending
    }
  }

  private func message(for outcome: StreamOutcome) -> StoredMessage? {
    guard assembler.hasContent else { return nil }
    return StoredMessage(
      message: UIMessage(
        id: record.header.reply, role: .assistant, metadata: assembler.metadata, parts: assembler.messageParts
      ),
      order: record.header.order, status: outcome.state == .finished ? .complete : .interrupted,
      stream: record.stream, model: outcome.model, usage: outcome.usage, createdAt: record.header.createdAt)
  }

  private func note(_ saving: ClosingChunks.Saving) async throws {
    switch saving {
    case .saved:
      // In this order: a crash between the two leaves the stream among the unsaved, which the next start goes through.
      try await context.conversations.clearPointer(of: record.header.session, ifNaming: record.stream)
      try await context.log.mark(record.stream, .saved)
    case .refused: try await context.log.mark(record.stream, .refused)
    case .pending: break
    }
  }

  private func retrying<Value: Sendable>(
    budget: Duration, _ operation: () async throws -> Value
  ) async throws -> Value {
    var backoff = Backoff()
    var spent = Duration.zero
    while true {
      do { return try await operation() } catch let error as StoreError where error.isRetriable {
        let wait = backoff.next(jitter: context.environment.jitter())
        spent += wait
        guard spent < budget else { throw error }
        try await context.environment.clock.sleep(for: wait)
      }
    }
  }
}
