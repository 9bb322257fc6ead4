#if Redis
  /// Who listens to which channel: a value, kept by the subscriber.
  struct RedisListeners {
    private var channels: [String: [Int: RedisListener]] = [:]
    private var lastNumber = 0

    /// The channels that somebody listens to.
    var names: [String] { channels.keys.sorted() }

    /// Adds a listener, and returns its number.
    mutating func add(
      _ listener: RedisListener, to channel: String
    ) -> Int {
      lastNumber += 1
      channels[channel, default: [:]][lastNumber] = listener
      return lastNumber
    }

    /// Forgets a listener.
    ///
    /// - Returns: Whether it was the channel's last.
    mutating func remove(_ number: Int, from channel: String) -> Bool {
      guard channels[channel]?.removeValue(forKey: number) != nil else { return false }
      guard channels[channel]?.isEmpty == true else { return false }
      channels[channel] = nil
      return true
    }

    /// Those who listen to a channel.
    func of(_ channel: String) -> [RedisListener] {
      channels[channel].map { Array($0.values) } ?? []
    }

    /// Forgets all.
    mutating func removeAll() -> [RedisListener] {
      defer { channels = [:] }
      return channels.values.flatMap(\.values)
    }
  }
#endif
