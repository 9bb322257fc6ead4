import HoldfastModel
import HoldfastStores

/// What a provider is told of a conversation: from the conversation store alone, never from the client.
struct History: Sendable {
  let conversations: ConversationStores
  let log: any StreamLog
  let configuration: EngineConfiguration

  /// The messages before a reply, oldest first, as many of the newest as fit; before a continuation also what the reply
  /// itself has said so far, with the answers to its calls.
  ///
  /// A superseded reply that is not saved yet is read from the log.
  func messages(before reply: StreamHeader, superseding previous: StreamID?) async throws -> [UIMessage] {
    // The first place that is not told of any more.
    let end = reply.segment > 0 ? reply.order + 1 : reply.order
    var stored = try await conversations[reply.principal].messages(
      in: reply.session, after: max(0, end - 1 - Int64(configuration.historyMessages)),
      limit: configuration.historyMessages)
    stored.removeAll { $0.order >= end }
    if let previous, !stored.contains(where: { $0.stream == previous }),
      let partial = try await partialReply(previous), partial.order < end
    {
      if let index = stored.firstIndex(where: { $0.order == partial.order }) {
        // A continuation: the message goes on.
        stored[index].message.parts += partial.message.parts
      } else {
        stored.append(partial)
        stored.sort { $0.order < $1.order }
      }
    }
    return fitting(stored.map(\.message))
  }

  private func partialReply(_ stream: StreamID) async throws -> StoredMessage? {
    guard let record = try await log.record(of: stream) else { return nil }
    let assembler = try await LogReading.assemble(record, from: log, pageBytes: configuration.readBatchBytes)
    guard assembler.hasContent else { return nil }
    return StoredMessage(
      message: UIMessage(id: record.header.reply, role: .assistant, parts: assembler.messageParts),
      order: record.header.order, status: .interrupted, stream: stream, createdAt: record.header.createdAt)
  }

  /// Leaves out the oldest messages beyond the limit; the last turn always stays, and the first message is a user's.
  private func fitting(_ messages: [UIMessage]) -> [UIMessage] {
    let lastTurn = messages.lastIndex { $0.role == .user } ?? messages.count
    var bytes = 0
    var first = messages.count
    for index in messages.indices.reversed() {
      bytes += messages[index].parts.reduce(0) { $0 + JSONValue.object($1.json).text.utf8.count }
      if bytes > configuration.historyBytes, index < lastTurn { break }
      first = index
    }
    let kept = messages[first...]
    return Array(kept.drop { $0.role != .user })
  }
}
