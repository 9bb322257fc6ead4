import HoldfastModel
import HoldfastStores
import Logging

extension Engine {
  /// Saves the previous reply of a session when its stream has ended and saving it was left undone.
  ///
  /// So the next turn finds it in the conversation, and in its place. What cannot be read or saved now is left to the
  /// reconciler, and the next turn goes on without it.
  func settleBeforeClaim(in session: SessionID, of principal: Principal) async {
    do {
      guard let claim = try await context.conversations[principal].lastClaim(in: session),
        claim.principal == principal,
        claim.state == .claimed, let record = try await context.log.record(of: claim.stream),
        record.state != nil, record.persistence == .pending
      else { return }
      try await recovery.save(record)
    } catch {
      context.logger.warning(
        "the previous reply is not saved yet",
        metadata: ["session.id": "\(session)", "error": "\(error)"])
    }
  }
}
