package import HoldfastModel

/// What becomes of the events of an attempt that goes on with a reply.
package struct Splice: Sendable, Equatable {
  private var trimmer: OverlapTrimmer
  private var hasText = false

  /// Prepares an attempt that goes on behind a text.
  package init(after text: String) { trimmer = OverlapTrimmer(after: text) }

  /// What of an event is the reply's.
  ///
  /// What a model thinks before it goes on stands in the middle of a sentence, and is left out.
  package mutating func accept(_ event: ProviderEvent) -> [ProviderEvent] {
    switch event {
    case .textDelta(let text): return said(trimmer.accept(text))
    case .reasoningDelta: return hasText ? [event] : []
    case .model, .usage: return [event]
    case .toolCallStart, .toolCallDelta, .toolCallEnd, .source, .file, .data, .finish:
      return said(trimmer.finish()) + [event]
    }
  }

  private mutating func said(_ text: String) -> [ProviderEvent] {
    guard !text.isEmpty else { return [] }
    hasText = true
    return [.textDelta(text)]
  }
}
