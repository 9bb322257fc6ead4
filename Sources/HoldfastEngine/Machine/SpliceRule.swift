package import HoldfastModel

/// Decides how another attempt may take up a reply.
package struct SpliceRule: Sendable, Equatable {
  /// Why a reply that broke off is not continued.
  ///
  /// Bounded: also a metric label.
  package enum Obstacle: String, Sendable, Hashable, CaseIterable {
    /// The agent is configured so.
    case policy
    /// The reply is one piece of JSON, which is worth nothing when two wrote it.
    case structured
    /// A tool call has begun: it might be made twice, or be completed by a model that did not mean it.
    case toolCall = "tool_call"
    /// The model was thinking, and nobody else can think on.
    case reasoning
    /// An artifact is open.
    case artifact
    /// There is no text that could be gone on with.
    case noText = "no_text"
    /// As many attempts were made as may be, or as many continuations.
    case spent
    /// No other attempt would help.
    case hopeless
  }

  /// How another attempt may take up the reply.
  package enum Verdict: Sendable, Equatable {
    /// Nothing was delivered: it begins like the first.
    case begin
    /// It goes on behind this text, which stays as it is.
    case goOn(String)
    /// Not at all.
    case no(Obstacle)
  }

  private let policy: Agent.Continuation
  private let format: ModelRequest.Format

  package init(policy: Agent.Continuation = .auto, format: ModelRequest.Format = .text) {
    self.policy = policy
    self.format = format
  }

  /// The verdict on what a reply has said so far.
  package func verdict(
    on assembler: MessageAssembler, hasDelivered: Bool, isArtifactOpen: Bool = false
  ) -> Verdict {
    if isArtifactOpen { return .no(.artifact) }
    guard hasDelivered else { return .begin }
    if policy == .never { return .no(.policy) }
    if format != .text { return .no(.structured) }
    if assembler.hasToolCall { return .no(.toolCall) }
    if assembler.isReasoningOpen { return .no(.reasoning) }
    let text = assembler.text
    return text.contains { !$0.isWhitespace } ? .goOn(text) : .no(.noText)
  }
}

extension ProviderError {
  /// Whether another attempt may fare better: elsewhere, or, but for a wrong key or name, at the same target.
  func isWorthAnother(mode: ContinuationMode?) -> Bool {
    switch kind {
    case .overload, .transport, .server, .malformed, .configuration, .cut, .stall: true
    case .refused: refusesPrefill(mode)
    case .limit: false
    }
  }
}
