import HoldfastModel
import HoldfastStores
import Logging

/// Performs what a ``RunMachine`` decides, one effect after the other, and tells it what came of them.
struct RunDriver: Sendable {
  /// What is done with the provider's call.
  enum Call {
    case ask(AttemptOrder)
    /// Gives it up; for a failure when it is the provider's.
    case cancel(for: ProviderError?)
    case tool(EffectEntry)
    case probe(EffectEntry)
    case compensate(EffectEntry)
  }

  let context: Run.Context
  let record: StreamRecord
  let live: LiveStream
  /// What the run hears; `nil` for a stream that was taken over only to be ended.
  let inbox: RunInbox?
  /// Whether the stream was taken over, so that its claim may have gone on without it.
  var isTakenOver = false
  private(set) var machine: RunMachine
  private let calling: ToolCalling
  private var writer: StreamWriter
  private var prepared: StreamWriter.Prepared?
  private var counting = RunCounting()

  init(
    context: Run.Context, record: StreamRecord, live: LiveStream, inbox: RunInbox?, machine: RunMachine,
    calling: ToolCalling
  ) {
    self.calling = calling
    self.context = context
    self.record = record
    self.live = live
    self.inbox = inbox
    self.machine = machine
    writer = StreamWriter(
      record: record, isLogged: machine.isLogged, lease: context.configuration.lease,
      sealer: context.environment.sealer)
  }

  /// Drives the run to its end.
  mutating func drive(_ call: (Call) -> Void) async {
    var events: [RunMachine.Event] = [.begun]
    observe(.streamStarted(isTakenOver ? .takeover : machine.isLogged ? .request : .unregistered))
    while true {
      let effects = machine.handle(events, at: context.environment.now())
      events = []
      for effect in effects { events += await perform(effect, call) }
      if machine.isOver { return }
      guard let inbox else { continue }
      events = events.isEmpty ? await inbox.take() : inbox.takeUrgent() + events
    }
  }

  private mutating func perform(_ effect: RunMachine.Effect, _ call: (Call) -> Void) async -> [RunMachine
    .Event]
  {
    switch effect {
    case .ask(let order):
      counting.beginAttempt()
      call(.ask(order))
    case .cancelProvider: call(.cancel(for: nil))
    case .write(let write): return [await self.write(write)]
    case .writeAgain(let delay):
      guard await wait(delay) else { return [.endRequested(.drain)] }
      return [await commit()]
    case .renew(let delay):
      guard await wait(delay) else { return [.endRequested(.drain)] }
      return await renew()
    case .announce(let chunks):
      // Chunks of our own making are always one line each.
      if let bytes = try? writer.announcement(of: chunks) { live.announce(bytes) }
    case .showOutcome(let state): live.setOutcome(state)
    case .settle(let outcome, let delay):
      // When the node is forced down there is no time to wait; the tries are counted all the same.
      _ = await wait(delay)
      return [await settle(outcome)]
    case .callTool(let entry):
      if inbox == nil { return [.toolEnded(entry.call, await calling.call(entry))] }
      call(.tool(entry))
    case .probeTool(let entry):
      if inbox == nil { return [.toolEnded(entry.call, await calling.probe(entry))] }
      call(.probe(entry))
    case .compensate(let entry):
      if inbox == nil { return [.compensated(entry.call, failure: await calling.compensate(entry))] }
      call(.compensate(entry))
    case .payQuota(let end, let delay):
      _ = await wait(delay)
      return [await payQuota(end)]
    case .countQuotaLeft: observe(.quotaLeft)
    case .finish:
      live.finish()
      if machine.outcome?.usage?.isEstimated == true { observe(.usageEstimated) }
      observe(
        .streamEnded(
          counting.state(of: machine), counting.cause(of: machine, isTakenOver: isTakenOver && inbox == nil)))
    case .note(let saving): await note(saving)
    case .handOver: await handOver()
    case .giveUp(let code): giveUp(code)
    case .countAlarm(let alarm):
      context.logger.warning("watchdog", metadata: metadata(["alarm": "\(alarm.rawValue)"]))
      observe(.watchdogFired(counting.fire(alarm)))
      if [.firstChunk, .betweenChunks].contains(alarm) {
        call(.cancel(for: ProviderError(.stall, detail: "\(alarm.rawValue) timeout")))
      }
    case .countHeldBack(let code):
      context.logger.warning("the stream log is away", metadata: metadata())
      observe(.storeHeldBack(code))
    case .countDuplicateFinish: observe(.duplicateFinish)
    case .countContinued(let mode): observe(.continued(mode))
    case .countNotContinued(let obstacle): observe(.notContinued(obstacle))
    }
    return []
  }

  private mutating func write(_ write: RunMachine.Write) async -> RunMachine.Event {
    do { prepared = try writer.prepare(write) } catch {
      // Chunks are made here, of one line each; should one not be, the log would be damaged by it.
      return .writeFailed(.damaged, jitter: 0)
    }
    return await commit()
  }

  private mutating func commit() async -> RunMachine.Event {
    guard let prepared else { return .writeFailed(.damaged, jitter: 0) }
    let sentAt = context.environment.now()
    do {
      let acknowledgement = try await prepared.append.mapAsync { try await context.commit.append($0) }
      inbox?.noteCommit(sentAt: sentAt)
      live.publish(prepared.encoded, first: prepared.first)
      for effect in prepared.append?.effects ?? [] { observe(.effectMoved(effect.state)) }
      countFirsts()
      return .written(sentAt: sentAt, requestedEnd: acknowledgement?.requestedEnd)
    } catch {
      let code = code(of: error)
      if code == .fenced { observe(.fencedWrite) }
      if code == .indeterminate { observe(.unknownOutcome(.append)) }
      return .writeFailed(code, jitter: context.environment.jitter())
    }
  }

  /// Counts when the first frame, and the first content, of a reply were committed.
  private mutating func countFirsts() {
    guard !isTakenOver else { return }
    let since = Duration.milliseconds(
      context.environment.now().milliseconds - record.header.createdAt.milliseconds)
    for event in counting.firsts(of: machine, after: since) { observe(event) }
  }

  private func observe(_ event: EngineEvent) { context.environment.observer.observe(event) }

  private func renew() async -> [RunMachine.Event] {
    let sentAt = context.environment.now()
    do {
      let acknowledgement = try await context.log.renew(
        record.stream, epoch: record.epoch, lease: context.configuration.lease)
      return [.renewed(sentAt: sentAt)] + (acknowledgement.requestedEnd.map { [.endRequested($0)] } ?? [])
    } catch {
      return [.renewalFailed(code(of: error), jitter: context.environment.jitter())]
    }
  }

  private mutating func settle(_ outcome: StreamOutcome) async -> RunMachine.Event {
    let begun = counting.beginSettling(at: context.environment.now())
    do {
      if isTakenOver, try await Orphans(context: context).isSettledElsewhere(record) { return .settled() }
      let settled = try await ReplySettling(context: context).settle(
        record.header, outcome: outcome, assembler: machine.assembler, effects: machine.effects.entries)
      let after = Duration.milliseconds(context.environment.now().milliseconds - begun.milliseconds)
      observe(.settled(.saved, attempts: counting.settleAttempts, after: after))
      return .settled(isSessionGone: settled == .sessionGone)
    } catch {
      let code = code(of: error)
      observe(.settleFailed(code))
      if code == .indeterminate { observe(.unknownOutcome(.settle)) }
      context.logger.error("reply could not be saved", metadata: metadata(["code": "\(code)"]))
      return .settleFailed(code, jitter: context.environment.jitter())
    }
  }

  private func payQuota(_ end: QuotaEnd) async -> RunMachine.Event {
    guard let reservation = record.header.reservation else { return .quotaPaid }
    do {
      try await QuotaSettling(context: context).end(reservation, of: record.header.principal, as: end)
      return .quotaPaid
    } catch {
      let code = code(of: error)
      observe(.quotaEndFailed(code))
      return .payingFailed(code, jitter: context.environment.jitter())
    }
  }

  private func note(_ saving: ClosingChunks.Saving) async {
    do { try await ReplySettling(context: context).note(saving, of: record.header) } catch {
      // The reconciler notes it.
      context.logger.info("not noted yet", metadata: metadata(["error": "\(error)"]))
    }
  }

  private func handOver() async {
    do { try await context.log.release(record.stream, epoch: record.epoch) } catch {
      // It is taken over when its lease has run out.
      context.logger.info("the lease could not be released", metadata: metadata(["error": "\(error)"]))
    }
    context.logger.notice("left a stream to another owner", metadata: metadata())
    live.lose(epoch: record.epoch)
    observe(.handedOver)
    observe(.streamLost)
  }

  private func giveUp(_ code: StoreError.Code) {
    // Another owner, or no log: in both cases the readers come back with their cursors, and whoever owns the stream
    // then ends it.
    context.logger.warning("run gave up its stream", metadata: metadata(["code": "\(code)"]))
    live.lose(epoch: record.epoch)
    observe(.streamLost)
  }

  private func wait(_ duration: Duration) async -> Bool {
    guard duration > .zero else { return true }
    do { try await context.environment.clock.sleep(for: duration) } catch { return false }
    return true
  }

  private func code(of error: any Error) -> StoreError.Code { (error as? StoreError)?.code ?? .indeterminate }

  private func metadata(_ more: Logger.Metadata = [:]) -> Logger.Metadata {
    more.merging(["stream.id": "\(record.stream)", "run.id": "\(record.run)"]) { first, _ in first }
  }
}

extension Optional {
  fileprivate func mapAsync<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
    guard let self else { return nil }
    return try await transform(self)
  }
}
