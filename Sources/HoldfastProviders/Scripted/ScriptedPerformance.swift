import HoldfastModel

/// Plays the steps of one reply.
struct ScriptedPerformance {
  /// Whether the model's own end was played.
  private(set) var hasFinished = false

  private let clock: any Clock<Duration>
  private var calls = 0
  private var openCall: Int?

  /// What of the reply was said by an attempt before, and is not said again.
  private var said: Substring
  /// What tools answered in the step before.
  private let results: String?

  init(clock: any Clock<Duration>, said: String = "", results: String? = nil) {
    self.clock = clock
    self.said = said[...]
    self.results = results
  }

  mutating func play(
    _ step: Scenario.Step, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    switch step {
    case .delay(let duration): if said.isEmpty { try await clock.sleep(for: duration) }
    case .text(let text, let count, let every):
      for index in 0..<count {
        try await wait(every, before: index)
        let new = unsaid(piece(index, of: text))
        if !new.isEmpty { try await onEvent(.textDelta(new)) }
      }
    case .reasoning(let text, let count, let every):
      // What was thought before the text that is there was thought.
      guard said.isEmpty else { return }
      for index in 0..<count {
        try await wait(every, before: index)
        try await onEvent(.reasoningDelta(piece(index, of: text)))
      }
    case .tool(let id, let name, let input, let pieceLength, let every):
      try await playCall(id, name, input.text.pieces(of: pieceLength), every, onEvent: onEvent)
    case .toolDelta(let id, let name, let fragments, let every):
      try await playCall(id, name, fragments, every, onEvent: onEvent)
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

  private func wait(_ every: Duration, before index: Int) async throws {
    if index > 0, every > .zero, said.isEmpty { try await clock.sleep(for: every) }
    try Task.checkCancellation()
  }

  /// The text with what its marks stand for; what a tool answered is not looked through for marks.
  private func piece(_ index: Int, of text: String) -> String {
    func numbered(_ text: some StringProtocol) -> String {
      text.split(separator: "{n}", omittingEmptySubsequences: false).joined(separator: String(index))
    }
    guard let results else { return numbered(text) }
    return text.split(separator: "{result}", omittingEmptySubsequences: false).map { numbered($0) }
      .joined(separator: results)
  }

  /// What of a text comes behind all that was said before.
  private mutating func unsaid(_ text: String) -> String {
    guard !said.isEmpty else { return text }
    let common = zip(text, said).prefix { $0 == $1 }.count
    guard common == min(text.count, said.count) else {
      // Another text: what was said was said by somebody else.
      said = ""
      return text
    }
    said = said.dropFirst(common)
    return String(text.dropFirst(common))
  }

  private mutating func playCall(
    _ id: String, _ name: String, _ fragments: [String], _ every: Duration,
    onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    try await endCall(onEvent: onEvent)
    let index = calls
    calls += 1
    openCall = index
    try await onEvent(.toolCallStart(index: index, id: id, name: name))
    var progress = JSONObjectProgress()
    for (place, fragment) in fragments.enumerated() {
      try await wait(every, before: place)
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

extension String {
  /// The text cut into pieces of so many characters, or whole.
  fileprivate func pieces(of length: Int?) -> [String] {
    guard let length, length > 0 else { return [self] }
    var pieces: [String] = []
    var rest = self[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return pieces
  }
}
