package import HoldfastModel

/// What each attempt at a reply brought and used.
package struct AttemptLedger: Sendable, Equatable {
  private struct Entry: Sendable, Equatable {
    var target: String
    /// The model as configured, until it names itself.
    var model: String?
    var usage: Usage?
    var estimate = TokenEstimate()
    var hasDelivered = false
    var failure: ProviderError.Kind?
    var hasFinished = false

    var record: AttemptUsage {
      // What a provider says while it is under way is less than what was delivered.
      let reported = usage?.outputTokens
      let output = hasFinished ? reported : reported.map { max($0, estimate.tokens) }
      let isEstimated = hasDelivered && (output == nil || output != reported)
      return AttemptUsage(
        target: target, model: model ?? "unknown", inputTokens: usage?.inputTokens,
        outputTokens: isEstimated ? estimate.tokens : output, isEstimated: isEstimated,
        hasDelivered: hasDelivered, failure: failure)
    }
  }

  private var entries: [Entry] = []

  package init() {}

  /// A ledger of a stream that another owner began: what it asked is not in the log.
  package init(text: String, model: String?) {
    var entry = Entry(target: "unknown", model: model)
    entry.estimate.accept(text)
    entry.hasDelivered = !text.isEmpty
    entries = [entry]
  }

  /// Whether an attempt has brought anything.
  package var hasDelivered: Bool { entries.contains(where: \.hasDelivered) }

  /// The model that answers, or answered last.
  package var model: String? { entries.last?.model }

  /// The model of the last attempt that has brought anything.
  package var lastDelivering: String? { entries.last(where: \.hasDelivered)?.model }

  /// Notes that an attempt begins.
  package mutating func begin(_ attempt: Attempt) {
    entries.append(Entry(target: attempt.target, model: attempt.model))
  }

  /// Notes what a provider hands over.
  package mutating func note(_ event: ProviderEvent, model configured: String?) {
    if entries.isEmpty { entries.append(Entry(target: "", model: configured)) }
    let last = entries.count - 1
    switch event {
    case .model(let name): entries[last].model = name
    case .usage(let usage): entries[last].usage = usage
    case .finish: entries[last].hasFinished = true
    case .textDelta(let text), .reasoningDelta(let text), .toolCallDelta(_, let text):
      entries[last].hasDelivered = entries[last].hasDelivered || !text.isEmpty
      entries[last].estimate.accept(text)
    case .toolCallStart(_, _, let name):
      entries[last].hasDelivered = true
      entries[last].estimate.accept(name)
    case .data(_, _, _, let isTransient):
      entries[last].hasDelivered = entries[last].hasDelivered || !isTransient
    case .toolCallEnd, .source, .file: entries[last].hasDelivered = true
    }
  }

  /// Notes how the attempt under way failed.
  package mutating func fail(_ kind: ProviderError.Kind) {
    if !entries.isEmpty { entries[entries.count - 1].failure = kind }
  }

  /// What the reply used: what was delivered counts, and an attempt that brought nothing costs nothing.
  package var usage: Usage? {
    guard !entries.isEmpty else { return nil }
    let records = entries.map(\.record)
    let delivered = zip(entries, records).filter(\.0.hasDelivered).map(\.1)
    if entries.count == 1, delivered.isEmpty { return entries[0].hasFinished ? entries[0].usage : nil }
    return Usage(
      inputTokens: Self.sum(delivered.map(\.inputTokens)),
      outputTokens: Self.sum(delivered.map(\.outputTokens)),
      isEstimated: delivered.contains(where: \.isEstimated), attempts: entries.count > 1 ? records : [])
  }

  private static func sum(_ values: [Int?]) -> Int? {
    let known = values.compactMap(\.self)
    guard !known.isEmpty else { return nil }
    // The numbers are a provider's.
    return known.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
  }
}
