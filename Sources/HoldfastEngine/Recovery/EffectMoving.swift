import HoldfastModel
import HoldfastStores
import Logging

/// Changes an entry of the effect ledger of a stream that has ended: in the log, and in the record of its message.
struct EffectMoving: Sendable {
  let context: Run.Context

  /// Changes an entry.
  ///
  /// - Returns: Whether it was still as stated.
  func move(_ effect: StreamEffect, to next: EffectEntry) async throws -> Bool {
    let header = effect.record.header
    guard try await context.log.moveEffect(of: header.stream, from: effect.entry, to: next) else {
      return false
    }
    context.environment.observer.observe(.effectMoved(next.state))
    context.environment.observer.observe(.repaired(.effect))
    context.logger.notice(
      "an entry of the effect ledger is in a new state",
      metadata: ["stream.id": "\(header.stream)", "tool": "\(next.tool)", "state": "\(next.state.rawValue)"])
    do {
      try await context.conversations[header.principal].saveEffect(
        next, of: header.stream, in: header.session)
    } catch {
      // The log is what counts.
      context.logger.info("the record of an effect is behind", metadata: ["error": "\(error)"])
    }
    return true
  }
}
