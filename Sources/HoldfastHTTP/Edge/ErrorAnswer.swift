import HTTPTypes
import HoldfastModel
import Hummingbird
import Logging

/// Turns what a route throws into the one error shape, on every port alike.
struct ErrorAnswer {
  let now: @Sendable () -> Timestamp
  /// The verbs that a path takes; empty when there is none of it.
  let methods: @Sendable (_ path: String) -> [HTTPRequest.Method]

  /// The answer, and the code that it has.
  ///
  /// - Throws: `CancellationError`: a request that was cancelled is not answered.
  func response(
    to thrown: any Error, of request: Request, id: HoldfastModel.RequestID, logger: Logger
  ) throws -> (Response, ChatError.Code) {
    let newcomer = thrown as? NewcomerError
    let (error, allow) = try chatError(for: newcomer?.underlying ?? thrown, request: request, logger: logger)
    var response = JSONAnswer.response(
      status: HTTPResponse.Status(code: error.status),
      json: error.with { metadata in
        metadata.requestID = id
        metadata.timestamp = metadata.timestamp ?? now()
      }.json)
    if let seconds = error.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
    if let resetsAt = error.metadata.resetsAt {
      let wait = max(1, (resetsAt.milliseconds - now().milliseconds + 999) / 1000)
      response.headers[.retryAfter] = "\(wait)"
    }
    if let allow { response.headers[.allow] = allow }
    if error.status == 401 { response.headers[.wwwAuthenticate] = "Bearer" }
    response.headers[.setCookie] = newcomer?.setCookie
    return (response, error.code)
  }

  private func chatError(
    for error: any Error, request: Request, logger: Logger
  ) throws -> (ChatError, allow: String?) {
    switch error {
    case let error as ChatError: return (error, nil)
    case let error as HTTPError where error.status == .notFound:
      let methods = methods(request.uri.path)
      if methods.isEmpty { return (.notFound("there is no such route"), nil) }
      let allow = methods.map(\.rawValue).joined(separator: ", ")
      return (
        .invalidRequest("this route takes \(allow)", code: .methodNotAllowed, status: 405), allow
      )
    case let error as HTTPError where error.status.kind == .clientError:
      return (.invalidRequest("the request is not valid HTTP for this route", status: error.status.code), nil)
    case is CancellationError: throw error
    default:
      logger.error("request failed", metadata: ["error": "\(error)"])
      return (.internalError("unexpected error"), nil)
    }
  }
}
