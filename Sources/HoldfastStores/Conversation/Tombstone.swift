public import HoldfastModel

/// What a deleted session leaves, so that nothing is written into it any more, and the rest of it can be removed.
public struct Tombstone: Sendable, Hashable {
  /// A stream of the session.
  public struct Stream: Sendable, Hashable {
    /// The stream.
    public var stream: StreamID
    /// What was set aside for it.
    public var reservation: ReservationID?

    /// Makes a stream.
    public init(stream: StreamID, reservation: ReservationID?) {
      self.stream = stream
      self.reservation = reservation
    }
  }

  /// The session.
  public var session: SessionID
  /// Whose it was.
  public var principal: Principal
  /// The streams of its claims, whatever became of them, in the order of the claims.
  public var streams: [Stream]
  /// When it was deleted.
  public var deletedAt: Timestamp
  /// Whether its streams are still to be removed.
  public var isOpen: Bool

  /// Makes a tombstone.
  public init(
    session: SessionID, principal: Principal, streams: [Stream], deletedAt: Timestamp, isOpen: Bool = true
  ) {
    self.session = session
    self.principal = principal
    self.streams = streams
    self.deletedAt = deletedAt
    self.isOpen = isOpen
  }
}

extension Tombstone {
  /// The streams as JSON, for stores that keep them as one field.
  public var streamsJSON: JSONValue {
    .array(
      streams.map { stream in
        var object: JSONObject = ["stream": .string(stream.stream.rawValue)]
        object["reservation"] = stream.reservation.map { .string($0.rawValue) }
        return .object(object)
      })
  }

  /// Reads what ``streamsJSON`` writes; `nil` for anything else.
  public static func streams(json: JSONValue) -> [Stream]? {
    guard let elements = json.arrayValue else { return nil }
    var streams: [Stream] = []
    for element in elements {
      guard let stream = element["stream"]?.stringValue else { return nil }
      streams.append(
        Stream(
          stream: StreamID(rawValue: stream),
          reservation: element["reservation"]?.stringValue.map(ReservationID.init(rawValue:))))
    }
    return streams
  }
}

extension Tombstone.Stream {
  /// What a tombstone keeps of a claim.
  package init(_ claim: Claim) { self.init(stream: claim.stream, reservation: claim.reservation) }
}
