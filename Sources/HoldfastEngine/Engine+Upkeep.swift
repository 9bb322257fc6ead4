import HoldfastModel
import HoldfastStores
import Logging

/// What a node does beside its runs: recovering what was left behind, at its start and from time to time.
extension Engine {
  /// Recovers, waiting for stores that do not answer or have no room: a node that starts before them, or on a full disk,
  /// comes up when they do.
  ///
  /// - Returns: Whether nothing is left to recover; what is, after ``EngineConfiguration/recoveryBudget``, is done while
  ///   the node serves, as another node would.
  func recover(_ recovery: Recovery, ownsStores: Bool) async throws -> Bool {
    while true {
      do {
        guard ownsStores else {
          try await recovery.reconcile()
          return true
        }
        let time = context.environment.now() + context.configuration.recoveryBudget
        return try await recovery.recoverAll(until: time)
      } catch let error as StoreError where error.isRetriable && error.code != .poisoned {
        context.logger.error(
          "the stores do not answer yet; the start waits for them", metadata: ["error": "\(error)"])
        try await context.environment.clock.sleep(for: context.configuration.startRetryInterval)
      }
    }
  }

  /// Recovers what the start had no time for.
  func recoverRest(_ recovery: Recovery, isAllDone: Bool) async {
    guard !isAllDone else { return }
    do {
      try await recovery.recoverAll()
      context.logger.notice("all that the last process left is recovered")
    } catch {
      // Leases run out, and the reconciler does the rest.
      context.logger.warning("recovery was cut short", metadata: ["error": "\(error)"])
    }
  }

  func reconcile(_ recovery: Recovery) async {
    let clock = context.environment.clock
    while (try? await clock.sleep(for: context.configuration.reconcileInterval)) != nil {  // until cancelled
      // A node on its way down takes nothing over, least of all what it has just left to others.
      if isDraining { continue }
      do { try await recovery.reconcile() } catch {
        context.logger.warning("the reconciler could not do its work", metadata: ["error": "\(error)"])
      }
    }
  }

  func listenForEndRequests() async {
    for await stream in context.log.endRequests(to: node) {
      guard let inbox = inbox(of: stream) else { continue }
      // What is missed here the next acknowledgement tells.
      guard let record = try? await context.log.record(of: stream) else { continue }
      if let request = record.requestedEnd { inbox.requestEnd(request) }
    }
  }

  func wakeIdleReaders() async {
    let interval = context.configuration.heartbeatInterval
    while (try? await context.environment.clock.sleep(for: interval / 4)) != nil {  // until cancelled
      context.hub.wakeReaders(waitingSince: context.environment.now() - interval * 3 / 4)
    }
  }
}
