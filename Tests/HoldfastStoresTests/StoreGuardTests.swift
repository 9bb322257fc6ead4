import HoldfastModel
import HoldfastStores
import Synchronization
import Testing

@Suite struct `A guarded store` {
  private final class Clock: Sendable {
    private let time = Mutex(Timestamp(milliseconds: 1_000_000))
    var now: Timestamp { time.withLock { $0 } }
    func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
  }

  /// A log of which only one call is made, which fails as long as it is told to.
  private final class FailingLog: Sendable {
    private let state = Mutex<(failure: StoreError.Code?, calls: Int)>((nil, 0))
    var calls: Int { state.withLock(\.calls) }
    func fail(with code: StoreError.Code?) { state.withLock { $0.failure = code } }

    func call() throws {
      let code = state.withLock { state in
        state.calls += 1
        return state.failure
      }
      if let code { throw StoreError(code, "on purpose") }
    }
  }

  private struct Subject {
    let clock = Clock()
    let store = FailingLog()
    let watch: StoreGuard

    init() {
      let clock = clock
      watch = StoreGuard(component: "stream-log") { clock.now }
    }

    func call() async -> StoreError.Code? {
      let store = store
      do {
        try await watch.call { try store.call() }
        return nil
      } catch { return (error as? StoreError)?.code }
    }
  }

  @Test func `is left alone after it has not answered, and asked again after a while`() async {
    let subject = Subject()
    subject.store.fail(with: .unavailable)
    for _ in 0..<20 { #expect(await subject.call() == .unavailable) }
    #expect(subject.store.calls == 5)
    subject.store.fail(with: nil)
    #expect(await subject.call() == .unavailable)
    subject.clock.advance(by: .seconds(1))
    #expect(await subject.call() == nil)
    #expect(await subject.call() == nil)
    #expect(subject.store.calls == 7)
  }

  @Test(arguments: [StoreError.Code.fenced, .notFound, .refused, .full, .damaged, .ended])
  func `is asked on when what it answers is an error that it means`(code: StoreError.Code) async {
    let subject = Subject()
    subject.store.fail(with: code)
    for _ in 0..<20 { #expect(await subject.call() == code) }
    #expect(subject.store.calls == 20)
  }

  @Test func `is found to be back by the look at its health, at once`() async throws {
    let subject = Subject()
    subject.store.fail(with: .indeterminate)
    for _ in 0..<5 { _ = await subject.call() }
    let store = subject.store
    await #expect(throws: StoreError.self) { try await subject.watch.probe { try store.call() } }
    #expect(subject.watch.state == .open)
    subject.store.fail(with: nil)
    try await subject.watch.probe { try store.call() }
    #expect(subject.watch.state == .closed)
    #expect(await subject.call() == nil)
  }

  @Test func `is not judged by a call that was given up`() async {
    let subject = Subject()
    subject.store.fail(with: .unavailable)
    for _ in 0..<5 { _ = await subject.call() }
    subject.clock.advance(by: .seconds(1))
    await #expect(throws: CancellationError.self) {
      try await subject.watch.call { throw CancellationError() }
    }
    #expect(subject.watch.state == .open)
    subject.store.fail(with: nil)
    #expect(await subject.call() == nil)
  }
}
