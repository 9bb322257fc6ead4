/// Who is asking.
public enum Principal: Sendable, Hashable {
  /// A user whom a verified token names.
  case user(String)
  /// A browser that a signed cookie names.
  case anonymous(String)

  /// The form in which stores keep it: `user:<id>` or `anonymous:<id>`.
  public var text: String {
    switch self {
    case .user(let id): "user:\(id)"
    case .anonymous(let id): "anonymous:\(id)"
    }
  }

  /// Reads the form that ``text`` writes.
  public init?(text: String) {
    if text.hasPrefix("user:") {
      self = .user(String(text.dropFirst(5)))
    } else if text.hasPrefix("anonymous:") {
      self = .anonymous(String(text.dropFirst(10)))
    } else {
      return nil
    }
  }
}
