import HoldfastEngine
import HoldfastModel
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The inbox of a run` {
  private func text(_ count: Int) -> ProviderEvent { .textDelta(String(repeating: "x", count: count)) }

  @Test func `hands over what came, in order, all at once`() async throws {
    let inbox = RunInbox(maximumEvents: 10, maximumBytes: 1000)
    try await inbox.put(.textDelta("a"))
    inbox.requestEnd(.stop)
    try await inbox.put(.textDelta("b"))
    inbox.providerEnded(nil)
    inbox.fence()
    let events = await inbox.take()
    #expect(
      events == [
        .provider(.textDelta("a")), .endRequested(.stop), .provider(.textDelta("b")), .providerEnded(nil),
        .fenced,
      ])
  }

  @Test func `lets the run wait for something`() async throws {
    let inbox = RunInbox(maximumEvents: 10, maximumBytes: 1000)
    async let events = inbox.take()
    try await inbox.put(.textDelta("a"))
    #expect(await events == [.provider(.textDelta("a"))])
    async let more = inbox.take()
    inbox.providerEnded(ProviderError(.cut, detail: "x"))
    #expect(await more == [.providerEnded(ProviderError(.cut, detail: "x"))])
  }

  @Test(arguments: [(maximumEvents: 3, maximumBytes: 1000), (100, 30)])
  func `holds a provider back that is faster than the log`(maximumEvents: Int, maximumBytes: Int) async throws
  {
    let inbox = RunInbox(maximumEvents: maximumEvents, maximumBytes: maximumBytes)
    let taken = Mutex(0)
    let provider = Task {
      for _ in 0..<50 {
        try await inbox.put(text(10))
        taken.withLock { $0 += 1 }
      }
    }
    var received = 0
    while received < 50 {
      try await until("the provider has filled the inbox") { taken.withLock { $0 } >= min(50, received + 3) }
      #expect(taken.withLock { $0 } <= received + 3, "three events or 30 bytes fill it")
      received += await inbox.take().count
    }
    try await provider.value
    #expect(received == 50)
  }

  @Test func `takes one event of any size`() async throws {
    let inbox = RunInbox(maximumEvents: 2, maximumBytes: 10)
    try await inbox.put(text(1_000_000))
    #expect(await inbox.take().count == 1)
  }

  @Test func `always has room for an end`() async throws {
    let inbox = RunInbox(maximumEvents: 1, maximumBytes: 1)
    try await inbox.put(text(10))
    inbox.requestEnd(.drain)
    inbox.fence()
    inbox.providerEnded(nil)
    #expect(await inbox.take().count == 4)
  }

  @Test func `counts the first wish for an end only`() async {
    let inbox = RunInbox(maximumEvents: 10, maximumBytes: 1000)
    for request in [EndRequest.supersede, .stop, .drain, .supersede] { inbox.requestEnd(request) }
    #expect(await inbox.take() == [.endRequested(.supersede)])
    inbox.requestEnd(.stop)
    inbox.fence()
    #expect(await inbox.take() == [.fenced])
  }

  @Test func `lets a provider go that is cancelled while it waits`() async throws {
    let inbox = RunInbox(maximumEvents: 1, maximumBytes: 1000)
    try await inbox.put(text(1))
    let provider = Task { try await inbox.put(text(1)) }
    provider.cancel()
    await #expect(throws: CancellationError.self) { try await provider.value }
    #expect(await inbox.take().count == 1)
    // A provider that is cancelled already does not get in, though there is room.
    let late = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await inbox.put(text(1))
    }
    await #expect(throws: CancellationError.self) { try await late.value }
    inbox.fence()
    #expect(await inbox.take() == [.fenced])
  }

  @Test func `loses nothing between a quick provider and a slow run`() async throws {
    let inbox = RunInbox(maximumEvents: 4, maximumBytes: 64)
    let provider = Task {
      for number in 0..<2000 { try await inbox.put(.textDelta("\(number)")) }
      inbox.providerEnded(nil)
    }
    var texts: [String] = []
    var hasEnded = false
    while !hasEnded {
      for event in await inbox.take() {
        switch event {
        case .provider(.textDelta(let text), attempt: _): texts.append(text)
        case .providerEnded: hasEnded = true
        default: Issue.record("\(event)")
        }
      }
      if texts.count.isMultiple(of: 7) { await Task.yield() }
    }
    try await provider.value
    #expect(texts == (0..<2000).map(String.init))
  }
}
