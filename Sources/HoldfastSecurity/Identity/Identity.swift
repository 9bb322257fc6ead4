public import HoldfastModel

/// What a request says about who is asking.
public enum Identity: Sendable, Hashable {
  /// A principal that a token or a cookie proves.
  case principal(Principal)
  /// Nobody: neither a token nor a valid cookie.
  case none

  /// The principal, when there is one.
  public var principal: Principal? {
    if case .principal(let principal) = self { principal } else { nil }
  }
}
