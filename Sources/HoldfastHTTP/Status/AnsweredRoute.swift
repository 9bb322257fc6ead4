import HTTPTypes

/// What a request was answered by, in a closed set: never the path that a client sent.
package enum AnsweredRoute: Sendable, Hashable, CaseIterable {
  /// A route of the table.
  case route(Route)
  /// A file of the web chat.
  case page
  /// No route: a wrong path or verb, or the question of a browser whether it may ask.
  case other

  /// All of them.
  package static var allCases: [AnsweredRoute] { Route.allCases.map { .route($0) } + [.page, .other] }

  /// Finds out what the router has found.
  ///
  /// - Parameter endpoint: The router's own name of the path, with variables in braces; `nil` when it has none.
  init(method: HTTPRequest.Method, endpoint: String?) {
    let verb = method == .head ? .get : method
    if let route = Route.allCases.first(where: { $0.path == endpoint && $0.method == verb }) {
      self = .route(route)
    } else if verb == .get, let endpoint, endpoint.hasPrefix("/"), !endpoint.hasPrefix("/api/") {
      self = .page
    } else {
      self = .other
    }
  }

  /// The name in metrics: the verb and the path with its variables in braces.
  package var name: String {
    switch self {
    case .route(let route): "\(route.method.rawValue) \(route.path)"
    case .page: "page"
    case .other: "other"
    }
  }
}
