/// Whether a request that changes something may do so, judged by where it came from, and why.
public enum OriginDecision: String, Sendable, Hashable, CaseIterable {
  /// Allowed: the origin is on the list.
  case listedOrigin
  /// Allowed: the browser says that the page is of this origin.
  case sameOrigin
  /// Allowed: the browser says that the user did it without any page.
  case userInitiated
  /// Allowed: the page's host is the request's host, from a browser that says no more.
  case sameHost
  /// Allowed: no browser sent it, as a browser would have said where it came from.
  case notABrowser
  /// Refused: the browser says that the page is of another origin or site.
  case otherSite
  /// Refused: the page's host is neither on the list nor the request's host.
  case otherOrigin
  /// Refused: `Origin: null`, which any sandboxed page can send.
  case opaqueOrigin

  /// Whether the request may go on.
  public var isAllowed: Bool {
    switch self {
    case .listedOrigin, .sameOrigin, .userInitiated, .sameHost, .notABrowser: true
    case .otherSite, .otherOrigin, .opaqueOrigin: false
    }
  }
}
