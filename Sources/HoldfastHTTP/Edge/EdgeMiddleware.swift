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
      let (error, allow) = try chatError(for: error, request: request, context: context)
      response = answer(to: error, allow: allow, context: context)
      code = error.code
    }
    let route = AnsweredRoute(method: request.method, endpoint: context.endpointPath)
    services.observer.observe(.answered(route, status: response.status.code, code: code))
    response.headers[.requestID] = context.requestID.rawValue
    response.headers[.contentTypeOptions] = "nosniff"
    response.headers[.referrerPolicy] = "no-referrer"
    response.headers[.resourcePolicy] = "same-origin"
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    cors.allow(&response.headers)
    return response
  }

  private func answer(to error: ChatError, allow: String?, context: ServerContext) -> Response {
    var response = JSONAnswer.response(
      status: HTTPResponse.Status(code: error.status),
      json: error.with { metadata in
        metadata.requestID = context.requestID
        metadata.timestamp = metadata.timestamp ?? services.now()
      }.json)
    if let seconds = error.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
    if let allow { response.headers[.allow] = allow }
    if error.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }

  private func chatError(
    for error: any Error, request: Request, context: ServerContext
  ) throws -> (ChatError, allow: String?) {
    switch error {
    case let error as ChatError: return (error, nil)
    case let error as HTTPError where error.status == .notFound:
      let methods = Route.methods(of: request.uri.path)
      if methods.isEmpty { return (.notFound("there is no such route"), nil) }
      let allow = methods.map(\.rawValue).joined(separator: ", ")
      return (
        .invalidRequest("this route takes \(allow)", code: .methodNotAllowed, status: 405), allow
      )
    case let error as HTTPError where error.status.kind == .clientError:
      return (.invalidRequest("the request is not valid HTTP for this route", status: error.status.code), nil)
    case is CancellationError: throw error
    default:
      context.logger.error("request failed", metadata: ["error": "\(error)"])
      return (.internalError("unexpected error"), nil)
    }
  }
}
