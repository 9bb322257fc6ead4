import HoldfastModel
import Synchronization

/// A provider that does what a test tells it, step by step.
final class StepProvider: ModelProvider {
  /// What a call does next.
  enum Step: Sendable {
    case event(ProviderEvent)
    case fail(ProviderError)
    /// The call returns.
    case end
    /// The call waits, whatever happens to its task.
    case wait(Gate)

    /// More text.
    static func text(_ text: String) -> Step { .event(.textDelta(text)) }
    /// The model's own end.
    static let finish: [Step] = [.event(.finish(.stop)), .end]
  }

  /// One call of the provider.
  final class Call: Sendable {
    let request: ModelRequest
    fileprivate let steps: AsyncStream<Step>
    private let more: AsyncStream<Step>.Continuation
    fileprivate let state = Mutex((taken: 0, hasEnded: false))

    fileprivate init(_ request: ModelRequest, beginning: [Step]) {
      self.request = request
      (steps, more) = AsyncStream.makeStream()
      add(beginning)
    }

    /// The texts of the request, with who said them.
    var conversation: [String] { request.messages.map { "\($0.role.rawValue): \($0.text)" } }
    /// How many events were taken from the call.
    var taken: Int { state.withLock(\.taken) }
    /// Whether the call has returned or thrown.
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    func add(_ steps: [Step]) { for step in steps { more.yield(step) } }
    func say(_ texts: String...) { add(texts.map { .text($0) }) }
    func finish(_ reason: FinishReason = .stop) { add([.event(.finish(reason)), .end]) }
    func fail(_ kind: ProviderError.Kind) { add([.fail(ProviderError(kind, detail: "scripted"))]) }
  }

  let name = "steps"
  let model: String
  let continuation: ContinuationMode
  private let calls = Mutex<[Call]>([])
  private let beginning: @Sendable (ModelRequest) -> [Step]

  /// Makes a provider whose calls begin with some steps, and wait for more unless those end them.
  init(
    model: String = "steps-1", continuation: ContinuationMode = .none,
    beginning: @escaping @Sendable (ModelRequest) -> [Step] = { _ in [] }
  ) {
    self.model = model
    self.continuation = continuation
    self.beginning = beginning
  }

  /// Makes a provider whose calls all answer with these texts.
  convenience init(answering text: String, _ more: String...) {
    self.init { _ in ([text] + more).map { .text($0) } + Step.finish }
  }

  /// How often it was asked.
  var callCount: Int { calls.withLock(\.count) }

  /// A call, counted from 0, as soon as it is there.
  func call(_ index: Int = 0) async throws -> Call {
    try await eventually("call \(index) of the provider") {
      calls.withLock { $0.indices.contains(index) ? $0[index] : nil }
    }
  }

  func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {
    let call = Call(request, beginning: beginning(request))
    calls.withLock { $0.append(call) }
    defer { call.state.withLock { $0.hasEnded = true } }
    for await step in call.steps {
      switch step {
      case .event(let event):
        try await onEvent(event)
        call.state.withLock { $0.taken += 1 }
      case .fail(let error): throw error
      case .end: return
      case .wait(let gate): await gate.pass()
      }
    }
    throw CancellationError()
  }
}
