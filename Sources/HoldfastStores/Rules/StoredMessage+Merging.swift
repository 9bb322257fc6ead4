import HoldfastModel

extension StoredMessage {
  /// One message of the segments that its streams made, in their order; `nil` when there are none.
  ///
  /// The parts follow one another, the usage is added up, the metadata merged; the rest is the last segment's, but for
  /// the time, which is the first one's.
  package init?(merging segments: [StoredMessage]) {
    guard var whole = segments.first else { return nil }
    for segment in segments.dropFirst() { whole.append(segment) }
    self = whole
  }

  /// The messages of segments that are in order: those of one place, one after the other, make one.
  package static func merging(_ segments: [StoredMessage]) -> [StoredMessage] {
    var messages: [StoredMessage] = []
    for segment in segments {
      if let last = messages.indices.last, messages[last].order == segment.order {
        messages[last].append(segment)
      } else {
        messages.append(segment)
      }
    }
    return messages
  }

  private mutating func append(_ next: StoredMessage) {
    message.parts.merge(next.message.parts)
    if let metadata = next.message.metadata {
      message.metadata = message.metadata?.merging(metadata) ?? metadata
    }
    status = next.status
    stream = next.stream
    model = next.model
    if let used = next.usage { usage = usage?.adding(used) ?? used }
  }
}

extension Usage {
  fileprivate func adding(_ other: Usage) -> Usage {
    Usage(
      inputTokens: Self.sum(inputTokens, other.inputTokens),
      outputTokens: Self.sum(outputTokens, other.outputTokens),
      isEstimated: isEstimated || other.isEstimated, attempts: attempts + other.attempts)
  }

  /// The sum of what is known, no larger than a number can be: the numbers are a provider's.
  private static func sum(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return left ?? right }
    let (sum, isTooLarge) = left.addingReportingOverflow(right)
    return isTooLarge ? (left < 0 ? .min : .max) : sum
  }
}
