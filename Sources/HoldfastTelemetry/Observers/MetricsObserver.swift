package import CoreMetrics
package import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Metrics

/// Counts what the engine does, in the metrics of the catalogue.
package struct MetricsObserver: EngineObserver {
  private let next: any EngineObserver
  private let started, ended, duplicateFinish, watchdogs: CounterFamily
  private let resumes, repeats: CounterFamily
  private let appendedBytes, settled, persistFailures, unknownOutcomes, fencedWrites: CounterFamily
  private let takeovers, orphansRepaired, historyRepairs: CounterFamily
  private let handovers, attempts, aborts, attemptsMade, oddFinishes: CounterFamily
  private let continuations, notContinued, noTargets, usageEstimated, breakerMoves: CounterFamily
  private let quotaReservations, quotaRefused, quotaFailures, quotaLeft, quotaLate, effects: CounterFamily
  private let streamStart, firstDelta, resumeTime, frameCommit, claimCommit, settleTime: Metrics.Timer
  private let commitBatch, settleAttempts: Recorder

  /// Makes an observer that counts with a back end of swift-metrics.
  ///
  /// - Parameter next: Told each event as well.
  package init(factory: any MetricsFactory, next: any EngineObserver = NoEngineObserver()) {
    typealias Catalogue = MetricCatalogue
    func counters(_ metric: Metric) -> CounterFamily { CounterFamily(metric, factory: factory) }
    func timer(_ metric: Metric, _ dimensions: [(String, String)] = []) -> Metrics.Timer {
      Metrics.Timer(label: metric.name, dimensions: dimensions, factory: factory)
    }
    func recorder(_ metric: Metric) -> Recorder { Recorder(label: metric.name, factory: factory) }
    self.next = next
    started = counters(Catalogue.streamsStarted)
    ended = counters(Catalogue.streamsEnded)
    duplicateFinish = counters(Catalogue.duplicateFinish)
    watchdogs = counters(Catalogue.watchdogs)
    resumes = counters(Catalogue.resumes)
    repeats = counters(Catalogue.repeats)
    appendedBytes = counters(Catalogue.appendedBytes)
    settled = counters(Catalogue.settled)
    persistFailures = counters(Catalogue.persistFailures)
    unknownOutcomes = counters(Catalogue.unknownOutcomes)
    fencedWrites = counters(Catalogue.fencedWrites)
    takeovers = counters(Catalogue.takeovers)
    orphansRepaired = counters(Catalogue.orphansRepaired)
    historyRepairs = counters(Catalogue.historyRepairs)
    attempts = counters(Catalogue.providerAttempts)
    handovers = counters(Catalogue.handovers)
    aborts = counters(Catalogue.providerAborts)
    attemptsMade = counters(Catalogue.attemptsMade)
    oddFinishes = counters(Catalogue.oddFinishes)
    continuations = counters(Catalogue.continuations)
    notContinued = counters(Catalogue.notContinued)
    noTargets = counters(Catalogue.noTargets)
    usageEstimated = counters(Catalogue.usageEstimated)
    breakerMoves = counters(Catalogue.breakerMoves)
    quotaReservations = counters(Catalogue.quotaReservations)
    quotaRefused = counters(Catalogue.quotaRefused)
    quotaFailures = counters(Catalogue.quotaReleaseFailures)
    quotaLeft = counters(Catalogue.quotaLeft)
    quotaLate = counters(Catalogue.quotaLate)
    effects = counters(Catalogue.effects)
    streamStart = timer(Catalogue.streamStart)
    firstDelta = timer(Catalogue.firstDelta)
    resumeTime = timer(Catalogue.resumeTime)
    frameCommit = timer(Catalogue.commit, [("store", Catalogue.Store.streamLog.rawValue)])
    claimCommit = timer(Catalogue.commit, [("store", Catalogue.Store.conversations.rawValue)])
    settleTime = timer(Catalogue.settleTime)
    commitBatch = recorder(Catalogue.commitBatch)
    settleAttempts = recorder(Catalogue.settleAttempts)
  }

  /// Counts an event.
  package func observe(_ event: EngineEvent) {
    next.observe(event)
    switch event {
    case .streamStarted(let origin): started.increment(origin.rawValue)
    case .streamEnded(let state, let cause): ended.increment(state.rawValue, cause.rawValue)
    case .streamLost: ended.increment(MetricCatalogue.lost, MetricCatalogue.lost)
    case .handedOver: handovers.increment()
    case .startCommitted(let time): streamStart.record(duration: time)
    case .firstContentCommitted(let time): firstDelta.record(duration: time)
    case .duplicateFinish: duplicateFinish.increment()
    case .watchdogFired(let watchdog): watchdogs.increment(watchdog.rawValue)
    case .resumeAnswered(let outcome, let time):
      resumes.increment(outcome.rawValue)
      resumeTime.record(duration: time)
    case .repeatAnswered(let kind): repeats.increment(kind.rawValue)
    case .claimCommitted(let time): claimCommit.record(duration: time)
    case .appendCommitted(let frames, let bytes, let time):
      frameCommit.record(duration: time)
      commitBatch.record(frames)
      appendedBytes.increment(by: bytes)
    case .settled(let result, let attempts, let time):
      settled.increment(result.rawValue)
      settleAttempts.record(attempts)
      settleTime.record(duration: time)
    case .settleFailed(let code): count(code.description, .settle, .conversations)
    case .registrationFailed(let code): count(code.description, .register, .streamLog)
    case .registrationGivenUp: resumes.increment(MetricCatalogue.setUpFailed)
    case .storeHeldBack(let code): count(code.description, .append, .streamLog)
    case .unknownOutcome(let call): unknownOutcomes.increment(call.rawValue)
    case .fencedWrite: fencedWrites.increment()
    case .leaseTakenOver(let reason): takeovers.increment(reason.rawValue)
    case .repaired(let kind): orphansRepaired.increment(kind.rawValue)
    case .historyRepaired: historyRepairs.increment()
    case .quotaReserved: quotaReservations.increment("reserved")
    case .quotaRefused: quotaRefused.increment()
    case .quotaEnded(let result): quotaReservations.increment(result.rawValue)
    case .quotaLate: quotaLate.increment()
    case .quotaEndFailed(let code): quotaFailures.increment(code.description)
    case .quotaLeft: quotaLeft.increment()
    case .effectMoved(let state): effects.increment(state.rawValue)
    case .attemptMade(let role, let provider): attemptsMade.increment(provider, role.rawValue)
    case .providerAttempt(let result, let provider): count(result, of: provider)
    case .oddFinish(let reason, let provider): oddFinishes.increment(provider, reason.rawValue)
    case .continued(let mode): continuations.increment(mode.rawValue)
    case .notContinued(let obstacle): notContinued.increment(obstacle.rawValue)
    case .noTarget(let reason): noTargets.increment(reason.rawValue)
    case .usageEstimated: usageEstimated.increment()
    case .breakerMoved(let kind, let state, _): breakerMoves.increment(kind.rawValue, state.rawValue)
    }
  }

  private func count(_ code: String, _ phase: MetricCatalogue.Phase, _ store: MetricCatalogue.Store) {
    persistFailures.increment(phase.rawValue, store.rawValue, code)
  }

  private func count(_ result: EngineEvent.AttemptResult, of provider: String) {
    switch result {
    case .finished: attempts.increment(provider, "finished")
    case .cancelled: attempts.increment(provider, "cancelled")
    case .failed(let kind):
      attempts.increment(provider, "failed")
      aborts.increment(provider, kind.rawValue)
    case .aborted(let kind):
      attempts.increment(provider, "aborted")
      aborts.increment(provider, kind.rawValue)
    }
  }
}
