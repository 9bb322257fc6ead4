import HoldfastModel
import HoldfastStores
import Logging

/// The work that fills one stream: a provider's answer, numbered, sealed, committed, then shown; the outcome; saving;
/// the end.
///
/// It is detached from every connection: readers come and go. It ends by itself, or when an end is requested, or
/// when another owner has the stream, in which case it writes nothing more.
struct Run: Sendable {
  /// What a run works with.
  struct Context: Sendable {
    var configuration: EngineConfiguration
    var environment: EngineEnvironment
    var conversations: any ConversationStore
    var log: any StreamLog
    var commit: GroupCommit
    var hub: StreamHub
    var logger: Logger
  }

  /// What the provider is asked, made when it is needed: reading history may have to wait for a superseded reply.
  typealias Question = @Sendable () async throws -> ModelRequest

  let context: Context
  let record: StreamRecord
  let live: LiveStream
  let inbox: RunInbox

  init(context: Context, record: StreamRecord, live: LiveStream, inbox: RunInbox) {
    self.context = context
    self.record = record
    self.live = live
    self.inbox = inbox
  }

  /// Asks the provider and fills the stream to its end.
  ///
  /// The provider's call is given up when the outcome is committed. The stream ends without waiting for it: a provider
  /// that is slow to heed it, or never does, holds up nothing but this call.
  func execute(provider: any ModelProvider, question: @escaping Question) async {
    await withTaskGroup(of: Void.self) { calls in
      let inbox = inbox
      calls.addTask { await Self.ask(provider, question, into: inbox) }
      await withTaskGroup(of: Void.self) { renewals in
        renewals.addTask { await renewLease() }
        do {
          var ending = StreamEnding(context: context, record: record, live: live)
          try await fill(&ending, model: provider.model)
          calls.cancelAll()
          try await ending.complete()
        } catch {
          giveUp(error)
        }
        renewals.cancelAll()
      }
      context.hub.close(live, of: record.epoch)
      calls.cancelAll()
    }
  }

  private static func ask(
    _ provider: any ModelProvider, _ question: Question, into inbox: RunInbox
  ) async {
    do {
      try await provider.reply(to: try await question()) { event in try await inbox.put(event) }
      inbox.providerEnded(nil)
    } catch let error as ProviderError {
      inbox.providerEnded(error)
    } catch is CancellationError {
      // The run is over and listens no more; if it is not, the node is going down.
      inbox.requestEnd(.drain)
    } catch {
      let isStore = error is StoreError
      inbox.providerEnded(
        ProviderError(.transport, detail: isStore ? "the history could not be read" : "unexpected error"))
    }
  }

  /// Renews the lease while the run lasts, and passes on what the log says.
  private func renewLease() async {
    let (clock, interval) = (context.environment.clock, context.configuration.renewInterval)
    while true {
      do { try await clock.sleep(for: interval) } catch { return }
      do {
        let acknowledgement = try await context.log.renew(
          record.stream, epoch: record.epoch, lease: context.configuration.lease)
        if let request = acknowledgement.requestedEnd { inbox.requestEnd(request) }
      } catch let error as StoreError where [.fenced, .notFound].contains(error.code) {
        return inbox.fence()
      } catch {
        // The next renewal or append tells; a lease that runs out meanwhile is fenced by the log.
        continue
      }
    }
  }

  /// Turns events into committed frames until the outcome is committed.
  private func fill(_ ending: inout StreamEnding, model: String) async throws {
    var composer = ReplyComposer()
    try await ending.append([.start(messageID: record.header.reply)], onRequest: inbox.requestEnd)
    while true {
      var chunks: [Chunk] = []
      var outcome: StreamOutcome?
      events: for event in await inbox.take() {
        switch event {
        case .provider(let event): chunks += composer.accept(event)
        case .providerEnded(nil) where composer.reason != nil:
          chunks += composer.finish()
          outcome = StreamOutcome(state: .finished, reason: composer.reason)
        case .providerEnded(let error):
          let error = error ?? ProviderError(.cut, detail: "ended without a finish")
          let isDelivered = ending.assembler.hasContent || chunks.contains(where: \.isContent)
          outcome = StreamOutcome(
            state: isDelivered ? .aborted : .failed,
            failure: StreamOutcome.Failure(kind: error.kind, detail: error.detail))
        case .endRequested(let request):
          let isDelivered = ending.assembler.hasContent || chunks.contains(where: \.isContent)
          let state = request.state
          outcome = StreamOutcome(state: state == .interrupted && !isDelivered ? .failed : state)
        case .fenced: throw StoreError(.fenced, "another owner has the stream")
        }
        if outcome != nil { break events }
      }
      outcome?.model = composer.model ?? model
      outcome?.usage = composer.usage
      if let outcome {
        return try await ending.append(chunks, settingOutcome: outcome, onRequest: inbox.requestEnd)
      }
      if !chunks.isEmpty { try await ending.append(chunks, onRequest: inbox.requestEnd) }
    }
  }

  private func giveUp(_ error: any Error) {
    // Another owner, or no log: in both cases the readers come back with their cursors, and whoever owns the stream
    // then ends it.
    context.logger.warning(
      "run gave up its stream",
      metadata: ["stream.id": "\(record.stream)", "error": "\(error)"])
    live.lose(epoch: record.epoch)
  }
}
