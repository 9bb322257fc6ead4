import HoldfastModel
import HoldfastStores

/// Tells streams whose claim has gone on without them.
struct Orphans: Sendable {
  let context: Run.Context

  /// Whether a stream turned up for a claim that is settled from elsewhere, or was given up: it is closed.
  func isOrphan(_ record: StreamRecord) async throws -> Bool {
    let claim = try await claim(of: record)
    return claim?.state == .abandoned || isSettledElsewhere(claim, record)
  }

  /// Whether the reply of a stream is settled from elsewhere: it is not saved from the log.
  ///
  /// One that was given up is saved nowhere, which the conversation store says itself.
  func isSettledElsewhere(_ record: StreamRecord) async throws -> Bool {
    isSettledElsewhere(try await claim(of: record), record)
  }

  private func claim(of record: StreamRecord) async throws -> Claim? {
    let header = record.header
    return try await context.conversations[header.principal].claim(of: record.stream, in: header.session)
  }

  private func isSettledElsewhere(_ claim: Claim?, _ record: StreamRecord) -> Bool {
    switch claim?.state {
    case .unlogged: true
    // What is settled from the log has its outcome there.
    case .settled: record.outcome == nil
    case .claimed, .ended, .abandoned, nil: false
    }
  }
}
