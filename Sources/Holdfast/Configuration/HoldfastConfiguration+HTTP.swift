public import HoldfastHTTP

extension HoldfastConfiguration {
  /// Where the server listens, and for whom.
  public struct HTTP: Sendable, Hashable {
    /// The address that is listened on.
    public var host = "127.0.0.1"
    /// The port that is listened on; 0 takes a free one.
    public var port = 8080
    /// The other origins whose pages may use the server.
    public var origins: [String] = []
    /// Whether cookies are sent over TLS only.
    public var secureCookies = false
    /// The folder of the web page; `nil` for the one that comes with the server.
    public var webRoot = HTTPConfiguration().webRoot
    /// How long a client may take nothing of what is written before it is cut off.
    public var writeDeadline = HTTPConfiguration().writeDeadline
    /// How long the body of a request may take to arrive.
    public var bodyDeadline = HTTPConfiguration().bodyDeadline
    /// How long a reader that lost its connection is asked to wait before it comes back.
    public var retry: Duration = .milliseconds(HTTPConfiguration().retryMilliseconds)

    /// Makes a configuration of defaults.
    public init() {}
  }

  /// Where health, metrics and administration are served.
  public struct Admin: Sendable, Hashable {
    /// The address that is listened on.
    public var host = "127.0.0.1"
    /// The port that is listened on; 0 takes a free one.
    public var port = 8081
    /// How long a component may take to say that it works.
    public var probeDeadline = HTTPConfiguration().probeDeadline

    /// Makes a configuration of defaults.
    public init() {}
  }

  /// The part of the HTTP surface: its settings, and those of the limits that are its own.
  public var httpConfiguration: HTTPConfiguration {
    var result = HTTPConfiguration()
    result.bodyBytes = limits.bodyBytes
    result.pendingBodyBytes = limits.pendingBodyBytes
    result.messageBytes = limits.messageBytes
    result.fileBytes = limits.fileBytes
    result.jsonDepth = limits.jsonDepth
    result.draftBytes = limits.draftBytes
    result.pageLimit = limits.pageLimit
    result.writeDeadline = http.writeDeadline
    result.bodyDeadline = http.bodyDeadline
    result.probeDeadline = admin.probeDeadline
    result.retryMilliseconds = http.retry.wholeMilliseconds
    result.webRoot = http.webRoot
    return result
  }
}
