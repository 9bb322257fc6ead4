import HoldfastModel
import Synchronization

/// A provider that does what a test wants, when it wants it.
final class TestProvider: ModelProvider {
  /// Something that happens in an answer.
  enum Act: Sendable {
    case event(ProviderEvent)
    /// Text again and again; `{n}` in it is the number of the repetition.
    case texts(Int, String)
    /// Tells the test, and waits until it calls ``TestProvider/resume()``.
    case hold
    case fail(ProviderError.Kind)

    static func text(_ text: String) -> Act { .event(.textDelta(text)) }
    static let stop = Act.event(.finish(.stop))
  }

  let name = "test"
  let model = "test-1"

  private let acts: [[Act]]
  private let calls = Mutex<[ModelRequest]>([])
  private let gates = Signal<Void>()
  private let holds = Signal<Void>()

  /// Makes a provider that answers its n-th call with the n-th acts, the last of them for ever.
  init(_ acts: [Act]...) { self.acts = acts }

  /// Makes a provider that answers its n-th call with the n-th acts, the last of them for ever.
  init(calls: [[Act]]) { self.acts = calls }

  /// A provider that says one thing.
  static func saying(_ text: String = "Hello, world") -> TestProvider { TestProvider([.text(text), .stop]) }

  /// What it was asked, in order.
  var requests: [ModelRequest] { calls.withLock { $0 } }
  var callCount: Int { requests.count }

  /// Lets one `hold` pass.
  func resume() { gates.send() }

  /// Waits until a `hold` is reached.
  func held() async throws { try await holds.wait() }

  func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {
    let number = calls.withLock { calls in
      calls.append(request)
      return calls.count
    }
    for act in acts[min(number, acts.count) - 1] {
      switch act {
      case .event(let event): try await onEvent(event)
      case .texts(let count, let text):
        let pieces = text.split(separator: "{n}", omittingEmptySubsequences: false)
        for index in 0..<count { try await onEvent(.textDelta(pieces.joined(separator: "\(index)"))) }
      case .hold:
        holds.send()
        try await gates.wait()
      case .fail(let kind): throw ProviderError(kind, detail: "as the test wants it")
      }
    }
  }
}
