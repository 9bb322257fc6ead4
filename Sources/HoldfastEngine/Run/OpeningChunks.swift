package import HoldfastModel
package import HoldfastStores

/// The frames that begin a stream.
package enum OpeningChunks {
  /// The opening chunks: `start`, and for a continuation the denials that it answers.
  ///
  /// A denied call is settled by its denial: the client is told before anything else, in the chunk that its dialect has
  /// for it.
  ///
  /// - Parameter earlier: The reply as it is stored, for a continuation.
  package static func chunks(for header: StreamHeader, earlier: UIMessage?) -> [Chunk] {
    var chunks: [Chunk] = [.start(messageID: header.reply)]
    guard header.claim.trigger == .continuation, let earlier else { return chunks }
    let answered = Set(header.claim.target.split(separator: ",").map { String($0) })
    for part in earlier.parts where part.toolName != nil {
      guard let call = part.json["toolCallId"]?.stringValue, answered.contains(call),
        part.json["approval"]?["approved"]?.boolValue == false
      else { continue }
      chunks.append(.toolOutputDenied(toolCallID: call))
    }
    return chunks
  }
}
