package import HoldfastModel
package import HoldfastStores

/// What a stream begins with, after `start`.
package enum OpeningChunks {
  /// The opening chunks: for a continuation the denials among its answers.
  ///
  /// A denied call is settled by its denial: the client is told before anything else, in the chunk that its dialect has
  /// for it.
  ///
  /// - Parameter earlier: The reply as it is stored, for a continuation.
  package static func chunks(for header: StreamHeader, earlier: UIMessage?) -> [Chunk] {
    guard header.claim.trigger == .continuation, let earlier else { return [] }
    let answered = Set(header.claim.target.split(separator: ",").map { String($0) })
    return earlier.parts.compactMap { part in
      // An approval is answered by its own id.
      guard part.toolName != nil, let call = part.json["toolCallId"]?.stringValue,
        let approval = part.json["approval"], approval["approved"]?.boolValue == false,
        answered.contains(call) || answered.contains(approval["id"]?.stringValue ?? "")
      else { return nil }
      return .toolOutputDenied(toolCallID: call)
    }
  }
}
