import HoldfastModel
import HoldfastStores

/// Tells streams whose claim has gone on without them.
struct Orphans: Sendable {
  let context: Run.Context

  /// Whether a stream turned up for a claim that is settled from elsewhere, or was given up: it is closed, and its reply is
  /// not saved.
  func isOrphan(_ record: StreamRecord) async throws -> Bool {
    let claim = try await context.conversations[record.header.principal].claim(
      of: record.stream, in: record.header.session)
    return switch claim?.state {
    case .unlogged, .abandoned: true
    // What is settled from the log has its outcome there.
    case .settled: record.outcome == nil
    case .claimed, .ended, nil: false
    }
  }
}
