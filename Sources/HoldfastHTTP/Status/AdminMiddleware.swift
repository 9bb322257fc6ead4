import HTTPTypes
import HoldfastModel
import Hummingbird

/// The outermost layer of the admin port: names the request, and turns every error into the one error shape.
struct AdminMiddleware: RouterMiddleware {
  typealias Context = BasicRequestContext

  let services: Services
  /// The paths that there are for reading.
  let paths: Set<String>

  @concurrent func handle(
    _ request: Request, context: BasicRequestContext,
    next: @concurrent (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let id: HoldfastModel.RequestID = services.ids.make()
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let paths = paths
      let answer = ErrorAnswer(now: services.now, methods: { path in paths.contains(path) ? [.get] : [] })
      (response, _) = try answer.response(to: error, of: request, id: id, logger: context.logger)
    }
    response.headers[.requestID] = id.rawValue
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.cacheControl] = "no-store"
    return response
  }
}
