/// The limits and settings of the HTTP surface.
///
/// Every one has a name, a default and a unit.
public struct HTTPConfiguration: Sendable, Hashable {
  /// The largest body of a request, in bytes.
  ///
  /// Stock clients send the whole conversation, files included.
  public var bodyBytes = 32 << 20
  /// How many bytes of bodies are read at once, over all requests; a request beyond them is asked to come back.
  public var pendingBodyBytes = 256 << 20
  /// How long a body may take to arrive.
  ///
  /// The largest one takes 90 s over a line of 3 Mbit/s.
  public var bodyDeadline: Duration = .seconds(120)
  /// The largest message that is taken, in bytes of JSON without its files.
  public var messageBytes = 256 << 10
  /// The largest file of a message, in bytes after decoding.
  public var fileBytes = 10 << 20
  /// How deeply a body may be nested.
  public var jsonDepth = 64
  /// The longest draft, in bytes.
  public var draftBytes = 64 << 10
  /// How long a client may take nothing of what is written before its connection is closed; a reader of a reply comes
  /// back by cursor.
  public var writeDeadline: Duration = .seconds(30)
  /// How long a client is asked to wait before it reconnects, in milliseconds.
  public var retryMilliseconds = 1_000
  /// How many entries a page of a list has at most.
  public var pageLimit = 100
  /// How long a component may take to say that it works before it counts as unavailable.
  public var probeDeadline: Duration = .seconds(2)
  /// Where the web chat's files are; `nil` for the place beside the executable.
  public var webRoot: String?

  /// Makes a configuration of defaults.
  public init() {}
}
