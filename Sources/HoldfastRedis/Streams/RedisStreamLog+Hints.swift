#if Redis
  public import HoldfastModel
  import HoldfastStores

  extension RedisStreamLog {
    /// The streams of a node whose end is asked for, as it happens on whichever node.
    public func endRequests(to owner: NodeID) -> AsyncStream<StreamID> {
      client.subscribe(to: keys.endRequests(to: owner), keepingNewest: EndRequestBell.bufferedRings) {
        message in
        guard case .published(let bytes) = message else { return nil }
        return String(validating: bytes, as: UTF8.self).map { StreamID(rawValue: $0) }
      }
    }

    /// A hint that a stream has grown, has its outcome or has ended, as it happens on whichever node.
    ///
    /// It may miss one, and may come without cause, as when the subscription has begun anew.
    public func changes(of stream: StreamID) -> AsyncStream<Void> {
      client.subscribe(to: keys.changes(of: stream), keepingNewest: 1) { _ in () }
    }
  }
#endif
