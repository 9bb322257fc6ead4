import HoldfastEngine
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A live stream` {
  private let now = Timestamp(milliseconds: 1000)

  private func live(from position: Int = 0, windowBytes: Int = 1000) -> LiveStream {
    LiveStream(stream: StreamID(rawValue: "s"), from: position, windowBytes: windowBytes)
  }

  /// Frames of 10 bytes, each of which tells its position.
  private func frames(_ positions: Range<Int>) -> [[UInt8]] {
    positions.map { position in
      let digits = String(position)
      return Array((digits + String(repeating: ".", count: 10 - digits.count)).utf8)
    }
  }

  private func joined(_ positions: Range<Int>) -> [UInt8] { frames(positions).flatMap { $0 } }

  private func next(_ live: LiveStream, _ position: Int, maximumBytes: Int = 1 << 20) async throws
    -> LiveStream.Step
  {
    try await live.next(from: position, maximumBytes: maximumBytes, now: now)
  }

  @Test func `hands out what a reader lacks, joined`() async throws {
    let live = live()
    live.publish(frames(0..<3), first: 0)
    live.publish(frames(3..<5), first: 3)
    #expect(try await next(live, 0) == .frames(joined(0..<5), next: 5))
    #expect(try await next(live, 4) == .frames(joined(4..<5), next: 5))
  }

  @Test func `hands out as many frames as fit, and at least one`() async throws {
    let live = live()
    live.publish(frames(0..<5), first: 0)
    #expect(try await next(live, 0, maximumBytes: 25) == .frames(joined(0..<2), next: 2))
    #expect(try await next(live, 2, maximumBytes: 30) == .frames(joined(2..<5), next: 5))
    #expect(try await next(live, 0, maximumBytes: 1) == .frames(joined(0..<1), next: 1))
  }

  @Test func `shows a frame once, however often it is published`() async throws {
    let live = live()
    live.publish(frames(0..<3), first: 0)
    live.publish(frames(0..<3), first: 0)
    live.publish(frames(1..<4), first: 1)
    live.publish([], first: 4)
    #expect(try await next(live, 0) == .frames(joined(0..<4), next: 4))
  }

  @Test func `holds a window, and sends those who are behind it to the log`() async throws {
    let live = live(windowBytes: 35)
    live.publish(frames(0..<10), first: 0)
    #expect(live.heldBytes == 30)
    for position in 0..<7 { #expect(try await next(live, position) == .behind) }
    #expect(try await next(live, 7) == .frames(joined(7..<10), next: 10))
    live.publish([[UInt8](repeating: 7, count: 500)], first: 10)
    #expect(try await next(live, 9) == .behind)
    #expect(
      try await next(live, 10) == .frames([UInt8](repeating: 7, count: 500), next: 11),
      "the newest is always held")
  }

  @Test func `holds no more than its window, however long the reply`() async throws {
    let live = live(windowBytes: 64 << 10)
    let frame = [UInt8](repeating: 0x61, count: 2000)
    let count = (20 << 20) / frame.count
    for first in stride(from: 0, to: count, by: 8) {
      live.publish(Array(repeating: frame, count: 8), first: first)
      #expect(live.heldBytes <= 64 << 10)
    }
    live.finish()
    let total = (count + 7) / 8 * 8
    #expect(try await next(live, total - 1) == .frames(frame, next: total))
    #expect(try await next(live, total) == .ended)
  }

  @Test func `begins where its owner took the stream over`() async throws {
    let live = live(from: 7)
    #expect(try await next(live, 6) == .behind)
    live.publish(frames(7..<9), first: 7)
    #expect(try await next(live, 6) == .behind)
    #expect(try await next(live, 7) == .frames(joined(7..<9), next: 9))
  }

  @Test func `leaves to the log what a former owner committed and did not show`() async throws {
    let live = live()
    live.publish(frames(0..<2), first: 0)
    async let waiting = next(live, 2)
    live.publish(frames(5..<7), first: 5)
    #expect(try await waiting == .behind)
    #expect(try await next(live, 0) == .behind)
    #expect(try await next(live, 5) == .frames(joined(5..<7), next: 7))
    // The former owner hears of its commit at last; nothing is shown twice.
    live.publish(frames(2..<5), first: 2)
    #expect(try await next(live, 5) == .frames(joined(5..<7), next: 7))
    #expect(try await next(live, 3) == .behind)
  }

  @Test func `tells the end after the last frame`() async throws {
    let live = live()
    live.publish(frames(0..<2), first: 0)
    live.finish()
    #expect(try await next(live, 0) == .frames(joined(0..<2), next: 2))
    #expect(try await next(live, 2) == .ended)
    live.lose(epoch: 9)
    #expect(try await next(live, 2) == .ended, "the first end counts")
  }

  @Test func `tells that it is lost after what was shown`() async throws {
    let live = live()
    live.publish(frames(0..<2), first: 0)
    async let waiting = next(live, 2)
    live.lose(epoch: 1)
    #expect(try await waiting == .lost)
    #expect(try await next(live, 1) == .frames(joined(1..<2), next: 2))
    #expect(try await next(live, 2) == .lost)
  }

  @Test func `is not lost by an owner whom another on this node has replaced`() async throws {
    let live = live()
    live.adopt(epoch: 2)
    live.lose(epoch: 1)
    #expect(!live.isOwned(in: 1) && live.isOwned(in: 2))
    live.publish(frames(0..<1), first: 0)
    #expect(try await next(live, 0) == .frames(joined(0..<1), next: 1))
    live.lose(epoch: 2)
    #expect(try await next(live, 1) == .lost)
  }

  @Test func `wakes readers that have waited too long, and no others`() async throws {
    let live = live()
    let (early, late) = (Timestamp(milliseconds: 100), Timestamp(milliseconds: 200))
    async let first = live.next(from: 0, maximumBytes: 100, now: early)
    async let second = live.next(from: 0, maximumBytes: 100, now: late)
    try await until("both wait") { live.waitingCount == 2 }
    live.wakeReaders(waitingSince: Timestamp(milliseconds: 99))
    #expect(live.waitingCount == 2)
    live.wakeReaders(waitingSince: early)
    #expect(try await first == .idle)
    #expect(live.waitingCount == 1)
    live.publish(frames(0..<1), first: 0)
    #expect(try await second == .frames(joined(0..<1), next: 1))
    #expect(live.waitingCount == 0)
  }
}
