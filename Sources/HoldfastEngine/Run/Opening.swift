package import HoldfastModel
package import HoldfastStores

/// What a run begins with: what its stream says after `start`, and what its message holds already.
package struct Opening: Sendable, Hashable {
  /// What the stream says before the provider does: for a continuation the denials among its answers.
  package var chunks: [Chunk] = []
  /// The names that calls of the message have, so that no other call gets one.
  package var usedCallIDs: Set<String> = []

  /// The opening of a reply that begins.
  package init() {}

  /// The opening of a stream.
  ///
  /// A denied call is settled by its denial: the client is told before anything else, in the chunk that its dialect has
  /// for it.
  ///
  /// - Parameter earlier: The reply as it is stored, for a continuation.
  package init(of header: StreamHeader, earlier: UIMessage?) {
    guard header.claim.trigger == .continuation, let earlier else { return }
    let answered = Set(header.claim.target.split(separator: ",").map { String($0) })
    for part in earlier.parts where part.toolName != nil {
      guard let call = part.json["toolCallId"]?.stringValue else { continue }
      usedCallIDs.insert(call)
      // An approval is answered by its own id.
      guard let approval = part.json["approval"], approval["approved"]?.boolValue == false else { continue }
      if answered.contains(call) || answered.contains(approval["id"]?.stringValue ?? "") {
        chunks.append(.toolOutputDenied(toolCallID: call))
      }
    }
  }
}
