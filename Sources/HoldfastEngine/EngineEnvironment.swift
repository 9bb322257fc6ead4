public import HoldfastModel

/// What the engine takes from outside instead of from the system: time, names, keys.
///
/// With all of it given, what the engine does is a function of what it is asked.
public struct EngineEnvironment: Sendable {
  /// The clock for waiting.
  public var clock: any Clock<Duration>
  /// The time that is written down.
  public var now: @Sendable () -> Timestamp
  /// Makes names.
  public var ids: IDMaker
  /// Makes the seals of frames.
  public var sealer: any FrameSealer
  /// SHA-256.
  public var fingerprint: @Sendable ([UInt8]) -> [UInt8]
  /// A random factor in 0..<1, for the jitter of retries.
  public var jitter: @Sendable () -> Double
  /// Knows when days and months begin, for plans with limits.
  public var calendar: any QuotaCalendar = UTCCalendar()
  /// Told what the engine does; nobody unless it is set.
  package var observer: any EngineObserver = NoEngineObserver()

  /// Makes an environment.
  public init(
    clock: any Clock<Duration>, now: @escaping @Sendable () -> Timestamp, ids: IDMaker,
    sealer: any FrameSealer, fingerprint: @escaping @Sendable ([UInt8]) -> [UInt8],
    jitter: @escaping @Sendable () -> Double
  ) {
    self.clock = clock
    self.now = now
    self.ids = ids
    self.sealer = sealer
    self.fingerprint = fingerprint
    self.jitter = jitter
  }
}
