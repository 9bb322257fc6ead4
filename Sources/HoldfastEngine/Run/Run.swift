import HoldfastModel
import HoldfastStores
import Logging

/// The work that fills one stream: a provider's answer, numbered, sealed, committed, then shown; the outcome; saving;
/// the end.
///
/// It is detached from every connection: readers come and go. It ends by itself, or when an end is requested, or
/// when another owner has the stream, in which case it writes nothing more. What it does next is decided by a
/// ``RunMachine``.
struct Run: Sendable {
  /// What a run works with.
  struct Context: Sendable {
    var configuration: EngineConfiguration
    var environment: EngineEnvironment
    var conversations: ConversationStores
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
  /// Whether there is a stream in the log.
  let isLogged: Bool
  /// What the run begins with.
  let opening: Opening

  /// Asks the provider and fills the stream to its end.
  ///
  /// The provider's call is given up when the outcome is committed. The stream ends without waiting for it: a provider
  /// that is slow to heed it, or never does, holds up nothing but this call.
  func execute(provider: any ModelProvider, question: @escaping Question) async {
    await withTaskGroup(of: Void.self) { calls in
      await withTaskGroup(of: Void.self) { helpers in
        if isLogged { helpers.addTask { await renewLease() } }
        helpers.addTask { await tick() }
        let machine = RunMachine(
          header: record.header, isLogged: isLogged, model: provider.model, opening: opening,
          limits: RunMachine.Limits(context.configuration))
        var driver = RunDriver(
          context: context, record: record, live: live, inbox: inbox, machine: machine)
        let (inbox, observer) = (inbox, context.environment.observer)
        await driver.drive { call in
          switch call {
          case .ask: calls.addTask { await Self.ask(provider, question, into: inbox, observer) }
          case .cancel: calls.cancelAll()
          }
        }
        helpers.cancelAll()
      }
      context.hub.close(live, of: record.epoch)
      calls.cancelAll()
    }
  }

  private static func ask(
    _ provider: any ModelProvider, _ question: Question, into inbox: RunInbox,
    _ observer: any EngineObserver
  ) async {
    var hasContent = false
    do {
      let request = try await question()
      var hasFinished = false
      try await provider.reply(to: request) { event in
        hasContent = hasContent || event.isContent
        if case .finish = event { hasFinished = true }
        try await inbox.put(event)
      }
      observer.observe(
        .providerAttempt(
          hasFinished ? .finished : hasContent ? .aborted(.cut) : .failed(.cut), provider: provider.name))
      inbox.providerEnded(nil)
    } catch let error as ProviderError {
      observer.observe(
        .providerAttempt(hasContent ? .aborted(error.kind) : .failed(error.kind), provider: provider.name))
      inbox.providerEnded(error)
    } catch is CancellationError {
      observer.observe(.providerAttempt(.cancelled, provider: provider.name))
      // The run is over and listens no more; if it is not, the node is going down.
      inbox.requestEnd(.drain)
    } catch {
      let isStore = error is StoreError
      inbox.providerEnded(
        ProviderError(.transport, detail: isStore ? "the history could not be read" : "unexpected error"))
    }
  }

  /// Lets the run look for what is overdue.
  private func tick() async {
    let (clock, interval) = (context.environment.clock, context.configuration.watchInterval)
    while (try? await clock.sleep(for: interval)) != nil { inbox.tick() }  // until cancelled
  }

  /// Renews the lease while the run lasts, and passes on what the log says.
  private func renewLease() async {
    let (clock, interval) = (context.environment.clock, context.configuration.renewInterval)
    while true {
      do { try await clock.sleep(for: interval) } catch { return }
      let sentAt = context.environment.now()
      do {
        let acknowledgement = try await context.log.renew(
          record.stream, epoch: record.epoch, lease: context.configuration.lease)
        inbox.renewed(sentAt: sentAt)
        if let request = acknowledgement.requestedEnd { inbox.requestEnd(request) }
      } catch let error as StoreError where [.fenced, .notFound].contains(error.code) {
        if error.code == .fenced { context.environment.observer.observe(.fencedWrite) }
        return inbox.fence()
      } catch {
        // The next renewal or append tells; a lease that runs out meanwhile is fenced by the log.
        continue
      }
    }
  }
}

extension ProviderEvent {
  /// Whether the event brings something of the reply itself.
  fileprivate var isContent: Bool {
    switch self {
    case .model, .usage, .finish: false
    default: true
    }
  }
}
