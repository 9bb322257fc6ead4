/// How an attempt failed.
public struct ProviderError: Error, Sendable, Hashable {
  /// The class of failure, told by status, headers and in-band type, never by text.
  ///
  /// Bounded: also a metric label.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Too busy: 429, 529, an in-band overload.
    case overload
    /// No connection, or one that broke before an answer.
    case transport
    /// 5xx.
    case server
    /// An answer that is not what the API describes.
    case malformed
    /// 401, 403, 404: the key, the address or the model is wrong.
    case configuration
    /// The request itself was refused: too long, not allowed.
    case refused
    /// The stream ended without the model's own end.
    case cut
    /// Nothing came for too long.
    case stall
    /// It went on for longer than a reply may.
    case limit
  }

  /// The class of failure.
  public var kind: Kind
  /// For the developer: holds no key, prompt or model text.
  public var detail: String
  /// The status of the answer, when there was one.
  public var status: Int?
  /// How long the provider wants to be left alone, when it says so.
  public var retryAfter: Duration?

  /// Makes an error.
  public init(_ kind: Kind, detail: String, status: Int? = nil, retryAfter: Duration? = nil) {
    self.retryAfter = retryAfter
    self.kind = kind
    self.detail = detail
    self.status = status
  }
}

extension ProviderError: CustomStringConvertible {
  /// The class and the developer's text: safe to log.
  public var description: String { "provider \(kind.rawValue): \(detail)" }
}
