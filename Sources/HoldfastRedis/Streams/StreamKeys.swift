#if Redis
  import HoldfastModel

  /// The names of the keys and channels of a log.
  struct StreamKeys: Sendable {
    /// What all names begin with.
    let prefix: String

    /// The lists of a bucket, each a sorted set of names of streams.
    enum List: String {
      /// Running streams, by the end of their lease.
      case leases
      /// Running streams, by name.
      case running
      /// Ended streams whose reply is pending, by name.
      case unsaved
      /// Ended streams whose reply is not pending, by the time of their end.
      case ended
      /// Streams with an entry of the effect ledger that is not settled, by name.
      case effects
      /// Streams with an entry of the effect ledger, by name.
      case ledgers
    }

    /// The hash that holds a stream's record.
    func record(_ stream: StreamID) -> [UInt8] { key(StreamBucket(of: stream), "s:" + stream.rawValue) }

    /// The Redis Stream that holds a stream's frames.
    func frames(_ stream: StreamID) -> [UInt8] { key(StreamBucket(of: stream), "f:" + stream.rawValue) }

    func list(_ list: List, of bucket: StreamBucket) -> [UInt8] { key(bucket, list.rawValue) }

    /// The keys of one stream and of the lists in which it may stand, as the scripts number them.
    func all(_ stream: StreamID) -> [[UInt8]] {
      let bucket = StreamBucket(of: stream)
      return [record(stream), frames(stream)] + lists(of: bucket)
    }

    /// The lists of a bucket, as the scripts number them.
    func lists(of bucket: StreamBucket) -> [[UInt8]] {
      [.leases, .running, .unsaved, .ended, .effects, .ledgers].map { list($0, of: bucket) }
    }

    /// The key of a bucket that a health check writes.
    func health(of bucket: StreamBucket) -> [UInt8] { key(bucket, "health") }

    /// The key that holds the id of the secret that the nodes share.
    var secret: [UInt8] { Array("\(prefix):secret".utf8) }

    /// Where changes of a stream are published.
    func changes(of stream: StreamID) -> String { changesPrefix + stream.rawValue }

    /// What the channels of changes begin with.
    var changesPrefix: String { "\(prefix):changes:" }

    /// Where a node is told of streams that are to end.
    func endRequests(to node: NodeID) -> String { endRequestsPrefix + node.rawValue }

    /// What the channels of end requests begin with.
    var endRequestsPrefix: String { "\(prefix):ends:" }

    private func key(_ bucket: StreamBucket, _ name: String) -> [UInt8] {
      Array("\(prefix):{b\(bucket.number)}:\(name)".utf8)
    }
  }
#endif
