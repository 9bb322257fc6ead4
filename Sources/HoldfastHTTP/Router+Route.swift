import HTTPTypes
import Hummingbird

extension Router<ServerContext> {
  /// Adds the handler of a route of the table.
  func on(
    _ route: Route, _ handler: @escaping @Sendable (Request, ServerContext) async throws -> Response
  ) {
    on(RouterPath(route.path), method: route.method, use: handler)
  }
}
