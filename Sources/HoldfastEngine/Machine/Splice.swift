package import HoldfastModel

/// What becomes of the events of an attempt that goes on with a reply.
package struct Splice: Sendable, Equatable {
  private var trimmer: OverlapTrimmer
  private var hasText = false
  /// The last character before, where the model writes an answer of its own that begins without a space.
  private let last: Character?

  /// Prepares an attempt that goes on behind a text.
  package init(after text: String, mode: ContinuationMode = .prefill) {
    trimmer = OverlapTrimmer(after: text, isAsked: mode == .userContinue)
    last = mode == .userContinue ? text.last : nil
  }

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
    defer { hasText = true }
    return [.textDelta(needsSpace(before: text) ? " " + text : text)]
  }

  /// Whether two words would stand together as one: where the model has repeated nothing it has begun with a word.
  private func needsSpace(before text: String) -> Bool {
    guard !hasText, !trimmer.hasTrimmed, let last, let first = text.first else { return false }
    return first.isWord && (last.isWord || ".,;:!?)".contains(last))
  }
}

extension Character {
  /// Whether it is of a word in a script that puts spaces between words.
  fileprivate var isWord: Bool {
    (isLetter || isNumber) && unicodeScalars.allSatisfy { $0.value < 0x2E80 }
  }
}
