import HTTPTypes

extension HTTPField.Name {
  private static func make(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("a header name of ours is a token") }
    return name
  }

  static let streamID = make("x-stream-id")
  static let messageID = make("x-message-id")
  static let sessionID = make("x-session-id")
  static let requestID = make("x-request-id")
  static let durability = make("x-durability")
  static let workflowRunID = make("x-workflow-run-id")
  static let workflowTailIndex = make("x-workflow-stream-tail-index")
  static let uiMessageStream = make("x-vercel-ai-ui-message-stream")
  static let accelBuffering = make("x-accel-buffering")
  static let idempotentReplayed = make("idempotent-replayed")
  static let idempotencyKey = make("idempotency-key")
  static let messageAccepted = make("x-message-accepted")
  static let lastEventID = make("last-event-id")
  static let holdfastSDK = make("x-holdfast-sdk")
  static let traceparent = make("traceparent")
  static let rateLimit = make("ratelimit")
  static let rateLimitPolicy = make("ratelimit-policy")
  static let secFetchSite = make("sec-fetch-site")
  static let contentTypeOptions = make("x-content-type-options")
  static let referrerPolicy = make("referrer-policy")
  static let resourcePolicy = make("cross-origin-resource-policy")
}
