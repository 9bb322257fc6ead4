public import HoldfastModel

/// An entry of the effect ledger with the stream that it belongs to.
public struct StreamEffect: Sendable, Hashable {
  /// The stream as the log knows it.
  public var record: StreamRecord
  /// The entry.
  public var entry: EffectEntry

  /// Puts both together.
  public init(record: StreamRecord, entry: EffectEntry) {
    self.record = record
    self.entry = entry
  }

  /// The place in a list of effects.
  public var place: Place { Place(stream: record.stream, call: entry.call) }

  /// A place in a list of effects, by stream and then by call.
  public struct Place: Sendable, Hashable {
    /// The stream.
    public var stream: StreamID
    /// The call.
    public var call: String

    /// Makes a place.
    public init(stream: StreamID, call: String) {
      self.stream = stream
      self.call = call
    }
  }
}

extension StreamEffect.Place {
  /// Whether the place comes earlier in a list of effects: by the bytes of the stream's name, then of the call's.
  package func comes(before other: Self) -> Bool {
    if stream != other.stream { return stream < other.stream }
    return call.utf8.lexicographicallyPrecedes(other.call.utf8)
  }
}
