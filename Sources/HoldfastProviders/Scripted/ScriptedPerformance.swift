import HoldfastModel

/// Plays the steps of one reply.
struct ScriptedPerformance {
  /// Whether the model's own end was played.
  private(set) var hasFinished = false

  private let clock: any Clock<Duration>
  private var calls = 0
  private var openCall: Int?

  init(clock: any Clock<Duration>) { self.clock = clock }

  mutating func play(
    _ step: Scenario.Step, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    switch step {
    case .delay(let duration): try await clock.sleep(for: duration)
    case .text(let text, let count, let every):
      try await play(text, count, every) { try await onEvent(.textDelta($0)) }
    case .reasoning(let text, let count, let every):
      try await play(text, count, every) { try await onEvent(.reasoningDelta($0)) }
    case .tool(let id, let name, let input):
      try await playCall(id, name, [input.text], onEvent: onEvent)
    case .toolDelta(let id, let name, let fragments):
      try await playCall(id, name, fragments, onEvent: onEvent)
    case .data(let name, let value, let id, let transient):
      try await onEvent(.data(name: name, value: value, id: id, transient: transient))
    case .source(let url, let title): try await onEvent(.source(url: url, title: title))
    case .usage(let usage): try await onEvent(.usage(usage))
    case .model(let name): try await onEvent(.model(name))
    case .fail(let error): throw error
    case .finish(let reason):
      try await endCall(onEvent: onEvent)
      try await onEvent(.finish(reason))
      hasFinished = true
    }
  }

  private func play(
    _ text: String, _ count: Int, _ every: Duration, _ say: (String) async throws -> Void
  ) async throws {
    let pieces = text.split(separator: "{n}", omittingEmptySubsequences: false)
    for index in 0..<count {
      if index > 0, every > .zero { try await clock.sleep(for: every) }
      try Task.checkCancellation()
      try await say(pieces.joined(separator: String(index)))
    }
  }

  private mutating func playCall(
    _ id: String, _ name: String, _ fragments: [String], onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    try await endCall(onEvent: onEvent)
    let index = calls
    calls += 1
    openCall = index
    try await onEvent(.toolCallStart(index: index, id: id, name: name))
    var progress = JSONObjectProgress()
    for fragment in fragments {
      progress.take(fragment)
      try await onEvent(.toolCallDelta(index: index, argumentsDelta: fragment))
    }
    if progress.isComplete { try await endCall(onEvent: onEvent) }
  }

  private mutating func endCall(onEvent: (ProviderEvent) async throws -> Void) async throws {
    guard let index = openCall else { return }
    openCall = nil
    try await onEvent(.toolCallEnd(index: index))
  }
}
