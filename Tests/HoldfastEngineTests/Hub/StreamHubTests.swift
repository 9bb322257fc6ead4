import HoldfastEngine
import HoldfastModel
import Testing

@Suite struct `The hub` {
  private let stream = StreamID(rawValue: "s")

  private func open(_ hub: StreamHub, length: Int = 0, epoch: Int = 1) -> LiveStream {
    hub.open(stream, length: length, epoch: epoch, windowBytes: 100)
  }

  @Test func `has one live form of a stream`() {
    let hub = StreamHub()
    #expect(hub.stream(stream) == nil && hub.count == 0)
    let live = open(hub)
    #expect(hub.stream(stream) === live && open(hub) === live && hub.count == 1)
    hub.close(live, of: 1)
    #expect(hub.stream(stream) == nil && hub.count == 0)
    hub.close(live, of: 1)
    #expect(open(hub) !== live)
  }

  @Test func `keeps a stream that a later owner on this node has`() {
    let hub = StreamHub()
    let live = open(hub)
    #expect(open(hub, length: 3, epoch: 2) === live)
    hub.close(live, of: 1)
    #expect(hub.stream(stream) === live)
    hub.close(live, of: 2)
    #expect(hub.stream(stream) == nil)
  }

  @Test func `does not take one stream for another of the same name`() {
    let hub = StreamHub()
    let old = open(hub)
    hub.close(old, of: 1)
    let new = open(hub)
    hub.close(old, of: 1)
    #expect(hub.stream(stream) === new)
  }
}
