/// Which fields a client of the AI SDK accepts: the oldest supported one unless it said otherwise.
///
/// The dialect is fixed by the claim and stored with the stream, so that every reader gets the same bytes.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
  /// AI SDK 5.0.20 and later: the default.
  case v5
  /// `x-holdfast-sdk: 6`.
  case v6
  /// `x-holdfast-sdk: 7`.
  case v7

  /// The dialect that the header `x-holdfast-sdk` asks for; the default for any other value.
  public init(header: String?) {
    switch header {
    case "6": self = .v6
    case "7": self = .v7
    default: self = .v5
    }
  }

  /// Whether the fields and types that came with AI SDK 6 may be sent.
  public var hasVersion6Fields: Bool { self != .v5 }
}

/// Which routes a reply was asked for on.
public enum RouteForm: String, Sendable, Hashable, CaseIterable {
  /// `/api/chat`.
  case chat
  /// `/api/v/{agent}/{session}`, as the first system had it.
  case lightfast
}
