import HoldfastModel

/// Takes from the start of a continued reply what repeats the reply so far.
///
/// Only the first text is looked at. What may still turn out to be a repetition is held back until that is
/// told; when the stream breaks before, it is dropped, for nothing of it has been shown.
struct ReplyStart: Sendable {
  private var repetition: (any Repetition)?

  /// Makes one; without a repetition to look for, it takes nothing.
  init(without repetition: (any Repetition)? = nil) { self.repetition = repetition }

  /// The events without what is repeated.
  mutating func trim(_ events: [ProviderEvent]) -> [ProviderEvent] {
    guard repetition != nil else { return events }
    return events.flatMap { trim($0) }
  }

  private mutating func trim(_ event: ProviderEvent) -> [ProviderEvent] {
    guard var repetition else { return [event] }
    if case .textDelta(let text) = event {
      let rest = repetition.take(text)
      self.repetition = rest == nil ? repetition : nil
      return (rest ?? "").isEmpty ? [] : [.textDelta(rest ?? "")]
    }
    // Behind text that is held back comes something else: so it was all of the text.
    guard repetition.hasText else { return [event] }
    switch event {
    case .usage, .model: return [event]
    default:
      self.repetition = nil
      let rest = repetition.end()
      return rest.isEmpty ? [event] : [.textDelta(rest), event]
    }
  }
}
