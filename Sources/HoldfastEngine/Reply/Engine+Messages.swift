public import HoldfastModel
import HoldfastStores

extension Engine {
  /// A page of a session's messages.
  public struct MessagePage: Sendable {
    /// The messages, oldest first.
    public var messages: [ListedMessage]
    /// The order after which the next page goes on; `nil` on the last one.
    public var next: Int64?
  }

  /// The messages of a session of a principal, oldest first.
  ///
  /// The caller has checked whose it is.
  ///
  /// A reply whose stream has not ended in the log is left out: it is read as a stream. When it is a continuation, the
  /// message is listed as it was before. A reply that has ended and is not saved is taken from the log, with
  /// ``ListedMessage/unsaved``. When the log does not answer, what is stored is listed.
  public func messages(
    in session: SessionID, of principal: Principal, after order: Int64, limit: Int
  ) async throws -> MessagePage {
    let store = context.conversations[principal]
    // In this order: what is saved meanwhile is in one of the two lists, and is taken from the first.
    let claims = try await storeCall { try await store.unsettledClaims(in: session) }
    let unsaved = await knownStreams(claims.map(\.stream))
    let stored = try await storeCall {
      try await store.messages(in: session, after: order, limit: limit)
    }
    let next = stored.count == limit ? stored.last?.order : nil
    let running = await knownStreams(stored.compactMap(\.stream)).filter { $0.state == nil }
    var listed: [ListedMessage] = []
    for message in stored {
      guard let record = running.first(where: { $0.stream == message.stream }) else {
        listed.append(ListedMessage(message))
        continue
      }
      if record.header.segment > 0 {
        listed.append(ListedMessage(try await storeCall { try await before(record, message) }))
      }
    }
    let saved = Set(stored.compactMap(\.stream))
    for claim in claims where claim.order > order && claim.order <= next ?? .max {
      guard let record = unsaved.first(where: { $0.stream == claim.stream }), !saved.contains(record.stream)
      else { continue }
      await add(record, to: &listed)
    }
    return MessagePage(messages: listed, next: next)
  }

  /// What the log knows of some streams; nothing when it does not answer.
  private func knownStreams(_ streams: [StreamID]) async -> [StreamRecord] {
    guard !streams.isEmpty else { return [] }
    do { return try await context.log.records(of: streams) } catch { return [] }
  }

  /// Adds a reply that has ended and is not saved, or its newest segment, at its place.
  private func add(_ record: StreamRecord, to listed: inout [ListedMessage]) async {
    guard record.state != nil, let outcome = record.outcome, outcome.state != .failed,
      let reason = ListedMessage.Unsaved(record.persistence),
      // What cannot be read now is missing from this list alone: the reply is where it was.
      let assembler = try? await LogReading.assemble(
        record, from: context.log, pageBytes: context.configuration.readBatchBytes),
      let reply = ReplySettling.message(of: record.header, outcome: outcome, assembler: assembler)
    else { return }
    if let index = listed.firstIndex(where: { $0.message.order == reply.order }) {
      let merged = StoredMessage(merging: [listed[index].message, reply]) ?? reply
      listed[index] = ListedMessage(merged, unsaved: reason)
    } else {
      let index = listed.firstIndex { $0.message.order > reply.order } ?? listed.endIndex
      listed.insert(ListedMessage(reply, unsaved: reason), at: index)
    }
  }

  /// What the message of a continuation held before it.
  func earlierParts(of record: StreamRecord) async throws -> [MessagePart] {
    let header = record.header
    let store = context.conversations[header.principal]
    guard let stored = try await store.message(header.reply, in: header.session) else { return [] }
    return stored.stream == record.stream
      ? try await before(record, stored).message.parts : stored.message.parts
  }

  /// A message whose newest segment is a stream's, without that segment.
  private func before(_ record: StreamRecord, _ message: StoredMessage) async throws -> StoredMessage {
    let segment = try await LogReading.assemble(
      record, from: context.log, pageBytes: context.configuration.readBatchBytes)
    var earlier = message
    earlier.message.parts = message.message.parts.dropLast(segment.messageParts.count)
    earlier.status = .complete
    return earlier
  }
}

extension ListedMessage.Unsaved {
  /// What a log's note means for the list; `nil` for a reply that is saved.
  fileprivate init?(_ persistence: StreamRecord.Persistence) {
    switch persistence {
    case .pending: self = .saving
    case .refused: self = .unsaved
    case .saved: return nil
    }
  }
}
