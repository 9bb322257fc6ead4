/// A point in time, in milliseconds since 1970-01-01 UTC.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Milliseconds since the epoch.
  public var milliseconds: Int64

  /// Makes a point in time.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads what ``json`` writes; `nil` for anything else.
  public init?(json: JSONValue?) {
    guard let milliseconds = json?.intValue else { return nil }
    self.init(milliseconds: Int64(milliseconds))
  }

  /// The time as JSON has it everywhere here: the milliseconds.
  public var json: JSONValue { .number(JSONNumber(Int(milliseconds))) }

  /// Orders by time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// The time that comes a duration later, to the millisecond.
  public static func + (time: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds + duration.milliseconds)
  }

  /// The time that lies a duration before, to the millisecond.
  public static func - (time: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds - duration.milliseconds)
  }
}

extension Duration {
  /// The whole milliseconds of the duration.
  public var milliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
