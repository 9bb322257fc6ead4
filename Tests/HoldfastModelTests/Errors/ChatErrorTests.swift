import HoldfastModel
import Testing

@Suite struct `Errors have one shape` {
  @Test func `with every field of the wire`() {
    let error = ChatError(
      .serverError, status: 503, code: .persistenceFailed, category: .persistence, severity: .recoverable,
      source: .store, isRetryable: true, detail: "conversation store did not answer",
      message: "We couldn't save this reply yet."
    ).with { metadata in
      metadata.timestamp = Timestamp(milliseconds: 1)
      metadata.phase = .persistence
      metadata.sessionID = SessionID(rawValue: "s")
      metadata.streamID = StreamID(rawValue: "st")
      metadata.messageID = MessageID(rawValue: "m")
      metadata.requestID = RequestID(rawValue: "r")
      metadata.resend = ["trigger": "regenerate-message"]
      metadata.download = "/api/streams/st/raw"
      metadata.address = "/api/sessions/s/messages"
      metadata.suggestedID = MessageID(rawValue: "m2")
    }
    let json =
      #"{"type":"SERVER_ERROR","error":"conversation store did not answer","#
      + #""message":"We couldn't save this reply yet.","statusCode":503,"errorCode":"PERSISTENCE_FAILED","#
      + #""category":"persistence","severity":"recoverable","source":"store","retryable":true,"#
      + #""metadata":{"timestamp":1,"phase":"persistence","sessionId":"s","streamId":"st","messageId":"m","#
      + #""requestId":"r","resend":{"trigger":"regenerate-message"},"download":"/api/streams/st/raw","#
      + #""address":"/api/sessions/s/messages","suggestedId":"m2"}}"#
    #expect(String(decoding: error.json, as: UTF8.self) == json)
    #expect(error.text == json)
  }

  @Test func `without fields that say nothing`() {
    let error = ChatError.notFound("there is no \"such\"\nthing")
    let json =
      #"{"type":"INVALID_REQUEST","error":"there is no \"such\"\nthing","message":"This could not be found.","#
      + #""statusCode":404,"errorCode":"NOT_FOUND","category":"request","severity":"fatal","source":"guard","#
      + #""retryable":false,"metadata":{}}"#
    #expect(error.text == json)
    #expect(!error.json.contains { $0 < 0x20 })
  }

  /// The kinds with the statuses that wire.md gives each.
  private static let statuses: [ChatError.Kind: Set<Int>] = [
    .network: [503], .timeout: [504], .rateLimit: [429], .botDetection: [403], .securityBlocked: [403],
    .authentication: [401], .modelAccessDenied: [403], .usageLimitExceeded: [403], .modelUnavailable: [503],
    .invalidModel: [400], .invalidRequest: [400, 404, 409, 410, 422], .payloadTooLarge: [413],
    .serverError: [500], .serviceUnavailable: [503], .unknown: [500],
  ]

  private static let catalog: [ChatError] = [
    .invalidRequest("x"), .payloadTooLarge("x"), .notFound("x"), .unauthorized("x"),
    .sessionForbidden(SessionID(rawValue: "s")), .storeUnavailable("x"),
    .storeUnavailable("x", source: .streamLog),
    .resumeUnavailable("x"), .cursorInvalid("x"),
    .streamGone(session: SessionID(rawValue: "s"), stream: StreamID(rawValue: "st")), .internalError("x"),
  ]

  @Test(arguments: catalog)
  func `whose kind and status belong together`(error: ChatError) {
    #expect(Self.statuses[error.kind]?.contains(error.status) == true)
    #expect(!error.message.isEmpty && error.message.hasSuffix("."))
    #expect("\(error)" == "\(error.code): \(error.detail)")
    // Worth a retry exactly when it says when.
    #expect(error.isRetryable == (error.retryAfterSeconds != nil))
    #expect((error.status == 503) == error.isRetryable)
    // The client of the first system drops a message that an error of this phase names.
    if error.metadata.phase == .resume { #expect(error.metadata.messageID == nil) }
  }

  @Test func `whose names are those of the wire`() {
    let categories = [
      "stream", "persistence", "resume", "request", "authentication", "authorization", "rate-limit", "quota",
      "model", "tool", "validation", "infrastructure",
    ]
    #expect(ChatError.Category.allCases.map(\.rawValue) == categories)
    #expect(ChatError.Severity.allCases.map(\.rawValue) == ["fatal", "recoverable", "transient"])
    #expect(
      ChatError.Source.allCases.map(\.rawValue) == [
        "holdfast", "guard", "store", "stream-log", "provider", "tool",
      ])
    #expect(ChatError.Phase.allCases.map(\.rawValue) == ["persistence", "resume", "stream", "quota", "tool"])
    #expect(Set(ChatError.Kind.allCases) == Set(Self.statuses.keys))
  }

  @Test func `and those of a store or a provider tell no content`() {
    #expect(
      "\(ProviderError(.stall, detail: "no byte for 30 s", status: 200))"
        == "provider stall: no byte for 30 s")
    let gone = ChatError.streamGone(session: SessionID(rawValue: "s"), stream: StreamID(rawValue: "st"))
    #expect(gone.metadata.address == "/api/sessions/s/messages")
    #expect(gone.status == 410 && gone.metadata.streamID == StreamID(rawValue: "st"))
  }
}
