import HTTPTypes
import HoldfastModel
import HoldfastSecurity
import Hummingbird

/// What the fetch standard's fields of a request mean for it, and what the answer has to say (CORS, CSRF).
struct CrossOrigin {
  private let method: HTTPRequest.Method
  private let origin: String?
  private let host: String?
  private let site: String?
  private let isPreflight: Bool
  private let policy: OriginPolicy

  init(request: Request, policy: OriginPolicy) {
    self.method = request.method
    self.origin = request.headers[.origin]
    self.host = request.head.authority
    self.site = request.headers[.secFetchSite]
    self.isPreflight = request.headers[.accessControlRequestMethod] != nil
    self.policy = policy
  }

  private static let methods = "GET, POST, PUT, DELETE"
  private static let requestHeaders =
    "content-type, authorization, user-agent, last-event-id, idempotency-key, x-holdfast-sdk"
  private static let exposedHeaders =
    "x-stream-id, x-message-id, x-session-id, x-request-id, x-durability, x-workflow-run-id, "
    + "x-workflow-stream-tail-index, retry-after, ratelimit, ratelimit-policy"

  private var isListed: Bool { origin.map(policy.isListed) ?? false }

  /// The answer to a preflight; `nil` when the request is none, or comes from an origin that is not listed.
  func preflight() -> Response? {
    guard isPreflight, isListed else { return nil }
    var headers = HTTPFields()
    headers[.accessControlAllowMethods] = Self.methods
    headers[.accessControlAllowHeaders] = Self.requestHeaders
    headers[.accessControlMaxAge] = "600"
    allow(&headers)
    return Response(status: .noContent, headers: headers)
  }

  /// Adds what lets a page of a listed origin read the answer.
  func allow(_ headers: inout HTTPFields) {
    headers[.vary] = "Origin"
    guard isListed, let origin else { return }
    headers[.accessControlAllowOrigin] = origin
    headers[.accessControlAllowCredentials] = "true"
    headers[.accessControlExposeHeaders] = Self.exposedHeaders
    headers[.resourcePolicy] = "cross-origin"
  }

  /// Refuses a request that changes something and was made by a page of another site.
  ///
  /// - Throws: ``ChatError`` 403.
  func refuseForgery() throws(ChatError) {
    guard method == .post || method == .put || method == .delete else { return }
    guard policy.decide(origin: origin, host: host, secFetchSite: site).isAllowed else {
      throw ChatError(
        .securityBlocked, status: 403, code: .originForbidden, category: .authorization, source: .guard,
        detail: "the origin is not listed in HOLDFAST_HTTP_ORIGINS",
        message: "This page may not talk to this server.")
    }
  }
}
