#if Redis
  import HoldfastModel

  /// One of the parts into which the streams of a log are divided.
  ///
  /// All keys of a bucket have its number for their hash tag, so they lie in one slot, and one script keeps the streams of
  /// a bucket and its lists together.
  struct StreamBucket: Sendable, Hashable, Comparable {
    /// How many buckets there are.
    ///
    /// Part of the format: with another number the streams that are there would not be found.
    static let count = 64

    /// Every bucket.
    static let all = (0..<count).map(StreamBucket.init(number:))

    let number: Int

    /// The bucket of a stream: by the hash that Redis Cluster uses, of the stream's name.
    init(of stream: StreamID) { number = RedisSlot(key: Array(stream.rawValue.utf8)).number % Self.count }

    private init(number: Int) { self.number = number }

    static func < (left: StreamBucket, right: StreamBucket) -> Bool { left.number < right.number }
  }
#endif
