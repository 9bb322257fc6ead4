import HoldfastModel
import HoldfastStores
import Testing

@Suite("EndRequestBell", .timeLimit(.minutes(1)))
struct EndRequestBellTests {
  private let bell = EndRequestBell()
  private let one = NodeID(rawValue: "node-1")
  private let two = NodeID(rawValue: "node-2")

  private func stream(_ number: Int) -> StreamID { StreamID(rawValue: "stream\(number)") }

  @Test("A listener hears the rings for its node, in order, and no others")
  func hearsItsNode() async {
    var rings = bell.listen(one).makeAsyncIterator()
    bell.ring(stream(1), for: one)
    bell.ring(stream(2), for: two)
    bell.ring(stream(3), for: one)
    #expect(await rings.next() == stream(1))
    #expect(await rings.next() == stream(3))
  }

  @Test("Every listener of a node hears each ring")
  func hearsTogether() async {
    var (first, second) = (bell.listen(one).makeAsyncIterator(), bell.listen(one).makeAsyncIterator())
    bell.ring(stream(1), for: one)
    #expect(await first.next() == stream(1))
    #expect(await second.next() == stream(1))
  }

  @Test("A ring that nobody listens to is lost")
  func losesWithoutListener() async {
    bell.ring(stream(1), for: one)
    var rings = bell.listen(one).makeAsyncIterator()
    bell.ring(stream(2), for: one)
    #expect(await rings.next() == stream(2))
  }

  @Test("A listener that is too far behind loses the oldest rings")
  func boundsTheBuffer() async {
    var rings = bell.listen(one).makeAsyncIterator()
    for number in 0...EndRequestBell.bufferedRings { bell.ring(stream(number), for: one) }
    #expect(await rings.next() == stream(1))
  }

  @Test("A listener whose task is cancelled is forgotten")
  func forgetsTheCancelled() async {
    let rings = bell.listen(one)
    #expect(bell.listenerCount(of: one) == 1)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in rings {} }
      group.cancelAll()
    }
    #expect(bell.listenerCount(of: one) == 0)
  }

  @Test("When the bell is gone its listeners end")
  func endsWithTheBell() async {
    var rings: AsyncStream<StreamID>.Iterator
    do {
      let shortLived = EndRequestBell()
      rings = shortLived.listen(one).makeAsyncIterator()
      shortLived.ring(stream(1), for: one)
    }
    #expect(await rings.next() == stream(1))
    #expect(await rings.next() == nil)
  }
}
