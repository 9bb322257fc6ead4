import HTTPTypes
import HoldfastModel
import HoldfastSecurity
import Hummingbird
import Logging

/// The outermost layer: names the request, refuses foreign origins, and turns every error into the one error shape.
///
/// Errors are mapped here and nowhere else, so that an error answer carries the same fields as any other.
struct EdgeMiddleware: RouterMiddleware {
  let services: Services

  @concurrent func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.requestID = services.ids.make()
    context.logger[metadataKey: "request.id"] = "\(context.requestID)"
    let cors = CrossOrigin(request: request, policy: services.origins)
    if request.method == .options, let preflight = cors.preflight() {
      services.observer.observe(.answered(.other, status: preflight.status.code, code: nil))
      return preflight
    }
    var response: Response
    var code: ChatError.Code?
    do {
      try cors.refuseForgery()
      response = try await next(request, context)
    } catch {
      let answer = ErrorAnswer(now: services.now, methods: Route.methods)
      (response, code) = try answer.response(
        to: error, of: request, id: context.requestID, logger: context.logger)
    }
    let route = AnsweredRoute(method: request.method, endpoint: context.endpointPath)
    services.observer.observe(.answered(route, status: response.status.code, code: code))
    response.headers[.requestID] = context.requestID.rawValue
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "no-referrer"
    response.headers[.resourcePolicy] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    // Who is answered must know that what is acknowledged may be lost.
    if services.facts.durability == "relaxed" { response.headers[.durability] = "relaxed" }
    cors.allow(&response.headers)
    return response
  }
}
