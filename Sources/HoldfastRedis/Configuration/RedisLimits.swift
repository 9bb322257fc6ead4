#if Redis
  /// How long and how much, of one ``RedisClient``.
  public struct RedisLimits: Sendable, Hashable {
    /// How long making a connection may take, and greeting the server as well.
    public var connectTimeout: Duration = .seconds(2)
    /// How long a call may take in all, with its repeats.
    public var callTimeout: Duration = .seconds(5)
    /// How long one try of a call may wait for its reply; then the connection is given up.
    public var attemptTimeout: Duration = .seconds(2)
    /// How long a call waits for a server that still loads its data.
    public var loadingTimeout: Duration = .seconds(5)
    /// The pause before a call is tried again: a random time between the two.
    public var retryPause: ClosedRange<Duration> = .milliseconds(10)...(.milliseconds(80))
    /// How often a call is tried again while another script keeps the server busy.
    public var busyRetries = 3
    /// How often one call follows a redirection to another server of a cluster.
    public var redirections = 8
    /// The longest pause before the second try of a connection; it doubles with each try.
    public var firstBackoff: Duration = .milliseconds(50)
    /// The longest pause between two tries of a connection.
    public var longestBackoff: Duration = .seconds(2)
    /// How many calls may wait for replies on one connection; one more is `unavailable`.
    public var maximumCallsInFlight = 4096
    /// How large the commands of one call may be; a larger one is `refused`.
    public var maximumRequestBytes = 256 << 20
    /// How long a subscription may be silent before the server is asked whether it lives.
    public var subscriptionCheck: Duration = .seconds(5)
    /// How often the map of a cluster is asked for at most.
    public var mapPause: Duration = .milliseconds(100)

    /// Makes the usual limits.
    public init() {}
  }
#endif
