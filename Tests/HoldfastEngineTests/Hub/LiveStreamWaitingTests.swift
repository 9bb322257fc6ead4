import HoldfastEngine
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Readers of a live stream` {
  private let now = Timestamp(milliseconds: 1000)

  private func live(windowBytes: Int = 1 << 20) -> LiveStream {
    LiveStream(stream: StreamID(rawValue: "s"), from: 0, windowBytes: windowBytes)
  }

  private func frame(_ position: Int) -> [UInt8] { Array("<\(position)>".utf8) }

  /// All that a reader gets, with other batches for each; it goes on where a cancellation cut it.
  private func readAll(_ live: LiveStream, maximumBytes: Int) async throws -> [UInt8] {
    var (bytes, position): ([UInt8], Int) = ([], 0)
    while true {
      switch try await live.next(from: position, maximumBytes: maximumBytes, now: now) {
      case .frames(let more, let next):
        bytes += more
        position = next
      case .ended: return bytes
      case let step: throw NotInTime(description: "\(step)")
      }
    }
  }

  @Test func `a hundred at once get identical bytes`() async throws {
    let live = live()
    let expected = (0..<1000).flatMap(frame)
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for index in 0..<100 { group.addTask { try await readAll(live, maximumBytes: 1 + index * 7) } }
      for position in stride(from: 0, to: 1000, by: 5) {
        live.publish((position..<position + 5).map(frame), first: position)
        await Task.yield()
      }
      live.finish()
      var count = 0
      for try await bytes in group {
        #expect(bytes == expected)
        count += 1
      }
      #expect(count == 100)
    }
    #expect(live.waitingCount == 0)
  }

  @Test func `that are cancelled are let go, and have lost nothing`() async throws {
    let live = live()
    live.publish([frame(0)], first: 0)
    let reader = Task { try await live.next(from: 1, maximumBytes: 100, now: now) }
    try await until("it waits") { live.waitingCount == 1 }
    reader.cancel()
    await #expect(throws: CancellationError.self) { try await reader.value }
    #expect(live.waitingCount == 0)
    live.publish([frame(1)], first: 1)
    #expect(try await live.next(from: 1, maximumBytes: 100, now: now) == .frames(frame(1), next: 2))
  }

  @Test func `that are cancelled already get nothing, though there is something`() async throws {
    let live = live()
    live.publish([frame(0)], first: 0)
    let reader = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await live.next(from: 0, maximumBytes: 100, now: now)
    }
    await #expect(throws: CancellationError.self) { try await reader.value }
  }

  @Test func `that come and go leave nobody waiting`() async throws {
    let live = live()
    await withTaskGroup(of: Void.self) { group in
      for round in 0..<200 {
        let reader = Task { try? await live.next(from: round, maximumBytes: 10, now: now) }
        group.addTask { if round.isMultiple(of: 2) { reader.cancel() } }
        live.publish([frame(round)], first: round)
        group.addTask { _ = await reader.value }
      }
    }
    #expect(live.waitingCount == 0)
  }

  @Test func `get an announcement though frames came meanwhile; who comes later does not`() async throws {
    let live = live()
    live.publish([frame(0)], first: 0)
    let mark = live.announcementMark
    live.announce(Array("!".utf8))
    // Who comes before the next frame is told as well.
    #expect(live.announcementMark == mark)
    live.publish([frame(1)], first: 1)
    #expect(
      try await live.next(from: 1, maximumBytes: 100, announced: mark, now: now) == .frames(frame(1), next: 2)
    )
    #expect(
      try await live.next(from: 2, maximumBytes: 100, announced: mark, now: now)
        == .announcement(Array("!".utf8), number: mark + 1))
    #expect(live.announcementMark == mark + 1)
  }

  @Test func `wait for an outcome until it is there`() async throws {
    let live = live()
    async let first = live.outcome()
    async let second = live.outcome()
    live.setOutcome(.stopped)
    #expect(await first == .stopped)
    #expect(await second == .stopped)
    #expect(await live.outcome() == .stopped)
  }

  @Test func `wait for an outcome no longer than the stream is here`() async throws {
    let live = live()
    async let waiting = live.outcome()
    live.lose(epoch: 1)
    #expect(await waiting == nil)
    #expect(await live.outcome() == nil)
    let other = self.live()
    let cancelled = Task { await other.outcome() }
    cancelled.cancel()
    #expect(await cancelled.value == nil)
  }
}
