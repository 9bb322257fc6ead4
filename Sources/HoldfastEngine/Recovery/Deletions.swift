import HoldfastModel
import HoldfastStores
import Logging

/// Removes what deleted sessions have left: their streams, and what was set aside for them.
///
/// Can be cut at any place and is harmless when run twice: the tombstone stays open until all is gone.
struct Deletions: Sendable {
  let context: Run.Context
  let conversations: any ConversationStore

  /// How many tombstones one look takes.
  private static let batch = 64

  /// One pass.
  ///
  /// - Throws: ``StoreError`` when a store does not answer; what was done stays done.
  func run() async throws {
    var last: SessionID?
    while true {
      let tombstones = try await conversations.openTombstones(after: last, limit: Self.batch)
      for tombstone in tombstones { try await finish(tombstone) }
      guard tombstones.count == Self.batch else { break }
      last = tombstones.last?.session
    }
    // A late claim or settlement can come as long as its stream might be there.
    _ = try await conversations.removeTombstones(
      madeBefore: context.environment.now() - context.configuration.streamRetention, limit: Self.batch)
  }

  /// Removes the streams of a deleted session, as far as they have ended.
  func finish(_ tombstone: Tombstone) async throws {
    let records = try await context.log.records(of: tombstone.streams.map(\.stream))
    let byStream = Dictionary(records.map { ($0.stream, $0) }) { first, _ in first }
    for stream in tombstone.streams {
      let record = byStream[stream.stream]
      if let record, record.state == nil, record.requestedEnd == nil {
        _ = try await context.log.requestEnd(stream.stream, .stop)
      }
      guard let reservation = stream.reservation, record == nil || record?.outcome != nil else { continue }
      try await QuotaSettling(context: context).end(
        reservation, of: tombstone.principal, as: QuotaEnd(record?.outcome?.charge))
    }
    let gone = try await context.log.remove(tombstone.streams.map(\.stream))
    guard gone.count == tombstone.streams.count else { return }
    try await conversations.closeTombstone(of: tombstone.session)
    context.environment.observer.observe(.repaired(.deletion))
    context.logger.notice(
      "removed the streams of a deleted session", metadata: ["session.id": "\(tombstone.session)"])
  }
}
