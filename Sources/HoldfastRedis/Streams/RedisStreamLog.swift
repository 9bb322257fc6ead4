#if Redis
  import HoldfastModel
  public import HoldfastStores
  import Synchronization

  /// The stream log in Redis, or in a cluster of it.
  ///
  /// A stream is a hash and a Redis Stream, and both have no time to live until it has ended and is saved. Every write is
  /// one script; writes to streams of one bucket share it, and those of different buckets go out together. Leases are
  /// judged by the server's own clock. A cancelled call runs to its end, but is not tried again.
  public final class RedisStreamLog: StreamLog {
    /// How long a stream is kept that has ended and is saved.
    public static let usualRetention = Duration.seconds(24 * 60 * 60)

    let client: RedisClient
    let keys: StreamKeys
    private let retention: Duration
    /// What is added to the server's clock: nothing, but in tests.
    private let clockOffset: @Sendable () -> Duration

    /// Makes the log of a server; it connects when the first call comes.
    ///
    /// - Parameters:
    ///   - client: Where Redis is; the log does not shut it down.
    ///   - prefix: What all keys begin with, for a server that holds other things too.
    ///   - retention: How long a stream is kept that has ended and is saved.
    package convenience init(
      client: RedisClient, prefix: String = "hf", retention: Duration = RedisStreamLog.usualRetention
    ) {
      self.init(client: client, prefix: prefix, retention: retention) { .zero }
    }

    /// Makes a log whose clock goes on at the will of a test.
    package init(
      client: RedisClient, prefix: String, retention: Duration,
      clockOffset: @escaping @Sendable () -> Duration
    ) {
      self.client = client
      keys = StreamKeys(prefix: prefix)
      self.retention = retention
      self.clockOffset = clockOffset
    }

    /// The arguments with which those of every script begin.
    var commonArguments: [[UInt8]] { [clockOffset(), retention].map { [UInt8](decimal: $0.milliseconds) } }

    /// Runs a script about one stream, and returns its verdict and what comes after it.
    func run(
      _ script: RedisScript, on stream: StreamID, _ arguments: [[UInt8]]
    ) async throws -> (verdict: StreamVerdict, rest: [RedisValue]) {
      let reply = try await client.run(
        script, keys: keys.all(stream), arguments: commonArguments + [Array(stream.rawValue.utf8)] + arguments
      )
      return try StreamVerdict.read(reply)
    }
  }

  extension [UInt8] {
    /// A number in decimal digits.
    init(decimal number: some BinaryInteger) { self = Array(String(number).utf8) }
  }
#endif
