package import HoldfastModel
package import HoldfastStores

/// What a run begins with: what its stream says after `start`, and what its message holds already.
package struct Opening: Sendable, Hashable {
  /// What the stream says before the provider does: for a continuation the denials among its answers.
  package var chunks: [Chunk] = []
  /// The names that calls of the message have, so that no other call gets one.
  package var usedCallIDs: Set<String> = []

  /// The calls that a person has approved, which are made before the model is asked.
  package var approved: [Approved] = []

  /// A call that a person has approved.
  package struct Approved: Sendable, Hashable {
    /// The call.
    package var call: String
    /// The tool.
    package var tool: String
    /// What the model asked for.
    package var input: JSONValue
    /// What came of it in a stream that this one replaces: it is not made again.
    package var settled: EffectEntry?

    package init(call: String, tool: String, input: JSONValue, settled: EffectEntry? = nil) {
      self.call = call
      self.tool = tool
      self.input = input
      self.settled = settled
    }
  }

  /// The opening of a reply that begins.
  package init() {}

  /// The opening of a stream.
  ///
  /// A denied call is settled by its denial: the client is told before anything else, in the chunk that its dialect has
  /// for it.
  ///
  /// - Parameters:
  ///   - earlier: The reply as it is stored, for a continuation.
  ///   - ledger: What the calls of a stream that this one replaces came to.
  package init(of header: StreamHeader, earlier: UIMessage?, ledger: [EffectEntry] = []) {
    guard header.claim.trigger == .continuation, let earlier else { return }
    let answered = Set(header.claim.target.split(separator: ",").map { String($0) })
    for part in earlier.parts {
      guard let call = part.toolCallID else { continue }
      usedCallIDs.insert(call)
      // An approval is answered by its own id.
      guard let approval = part.json["approval"], let isApproved = approval["approved"]?.boolValue,
        answered.contains(call) || answered.contains(approval["id"]?.stringValue ?? "")
      else { continue }
      if !isApproved {
        chunks.append(.toolOutputDenied(toolCallID: call))
      } else if part.json["state"] == "approval-responded", part.json["providerExecuted"]?.boolValue == true,
        let tool = part.toolName, let input = part.json["input"]
      {
        approved.append(
          Approved(call: call, tool: tool, input: input, settled: ledger.first { $0.call == call }))
      }
    }
  }
}
