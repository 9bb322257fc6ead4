/// Decides from which web pages requests may come: the guard against cross-site request forgery, and the list of
/// other origins that may read answers.
public struct OriginPolicy: Sendable, Hashable {
  private let listed: Set<WebOrigin>

  /// Makes a policy.
  ///
  /// - Parameter origins: The other origins that may use the server, each as `scheme://host[:port]`.
  /// - Throws: ``SecurityError/Code/invalidOrigin`` for `*`, `null`, or what no browser would send: a path, capital
  ///   letters, a port that goes without saying.
  public init(origins: [String]) throws(SecurityError) {
    var listed: Set<WebOrigin> = []
    for text in origins {
      guard let origin = WebOrigin(text) else {
        throw SecurityError(
          .invalidOrigin,
          "`\(text)` is no origin; write `scheme://host[:port]` as a browser sends it: in lower case, without a path, "
            + "a wildcard or the scheme's own port")
      }
      listed.insert(origin)
    }
    self.listed = listed
  }

  /// Whether an origin is on the list, so that its pages may read answers.
  public func isListed(_ origin: String) -> Bool { WebOrigin(origin).map(listed.contains) ?? false }

  /// Decides about a request that changes something.
  ///
  /// Browsers send `Origin` on every request that is neither GET nor HEAD (Fetch, "append a request `Origin`
  /// header"), and `Sec-Fetch-Site` to every host reached over TLS (W3C Fetch Metadata, section 2.3); pages can forge
  /// neither. So a request with neither comes from curl, a server or an app, which has no cookie that it was not
  /// given. Browsers that send only `Origin`, old ones and all of them over plain HTTP, are judged by comparing it
  /// with the host that they asked for.
  ///
  /// - Parameters:
  ///   - origin: The value of the `Origin` field; `nil` when there is none.
  ///   - host: The authority of the request, from `Host` or `:authority`.
  ///   - secFetchSite: The value of the `Sec-Fetch-Site` field; `nil` when there is none.
  public func decide(origin: String?, host: String?, secFetchSite: String?) -> OriginDecision {
    if let origin, isListed(origin) { return .listedOrigin }
    if origin == "null" { return .opaqueOrigin }
    switch secFetchSite {
    case "same-origin"?: return .sameOrigin
    case "none"?: return .userInitiated
    case _?: return .otherSite
    case nil: break
    }
    guard let origin else { return .notABrowser }
    return Self.isSameHost(origin, host) ? .sameHost : .otherOrigin
  }

  /// Whether an origin names the host that was asked for; either may leave out the scheme's own port.
  private static func isSameHost(_ origin: String, _ host: String?) -> Bool {
    guard let origin = WebOrigin(origin), let host else { return false }
    let asked = host.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if asked.elementsEqual(origin.authority.utf8) { return true }
    guard let port = origin.defaultPort else { return false }
    return asked.elementsEqual("\(origin.authority):\(port)".utf8)
  }
}
