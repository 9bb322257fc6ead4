/// What is wrong with one direction of the connections of a ``FaultProxy``; nothing, as it is made.
///
/// The faults add up: bytes that are late can be sliced, too. A change holds for the connections that are open, from
/// the next byte on.
public struct LinkFaults: Sendable, Hashable {
  /// How much later everything arrives; the order stays.
  public var latency: Duration = .zero
  /// Up to how much more is added to the latency of each read, by the seed of the proxy.
  public var jitter: Duration = .zero
  /// How many bytes pass in a second, at least 1; `nil` for as many as there are.
  public var bytesPerSecond: Int?
  /// The most bytes that are written at once, at least 1, with ``slicePause`` between two writes; `nil` for all.
  public var sliceSize: Int?
  /// How long to wait between two slices, so that the receiver sees them one by one.
  public var slicePause: Duration = .milliseconds(1)
  /// After how many bytes a connection is closed, counted from this change; the bytes before arrive.
  public var cutAfter: Int?
  /// Whether all that arrives is thrown away, silently: the connection looks open from both ends.
  public var isDropping = false
  /// Whether what arrives is held back until this is `false` again.
  public var isPaused = false
  /// How much later than its bytes the end of a connection is passed on.
  public var closeDelay: Duration = .zero

  /// No fault.
  public init() {}
}
