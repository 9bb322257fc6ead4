extension BadRequest {
  private static let good = Visitor.body("Hi", session: "s9", message: "m9")

  static let callers: [BadRequest] = [
    .fields("text/plain", [("content-type", "text/plain")], 415, "UNSUPPORTED_CONTENT_TYPE"),
    .fields("a form", [("content-type", "multipart/form-data; boundary=x")], 415, "UNSUPPORTED_CONTENT_TYPE"),
    .fields("an empty Idempotency-Key", [("idempotency-key", "\"\"")], 400, "BAD_REQUEST"),
    .fields("an Idempotency-Key with a space", [("idempotency-key", "a b")], 400, "BAD_REQUEST"),
    .fields("an Idempotency-Key with half its quotes", [("idempotency-key", "\"a")], 400, "BAD_REQUEST"),
    .fields("an Idempotency-Key with parameters", [("idempotency-key", "\"a\";b=1")], 400, "BAD_REQUEST"),
    .fields("an Idempotency-Key with a wrong escape", [("idempotency-key", "\"a\\b\"")], 400, "BAD_REQUEST"),
    .fields(
      "two Idempotency-Keys", [("idempotency-key", "a"), ("idempotency-key", "b")], 400, "BAD_REQUEST"),
    .fields(
      "an Idempotency-Key too long", [("idempotency-key", String(repeating: "k", count: 256))], 400,
      "BAD_REQUEST"),
    .fields("a token where none are taken", [("authorization", "Bearer a.b.c")], 401, "UNAUTHORIZED"),
    .fields("a password", [("authorization", "Basic YTpi")], as: .nobody, 401, "UNAUTHORIZED"),
    .fields("an empty authorization", [("authorization", "")], 401, "UNAUTHORIZED"),
    .fields("another origin", [("origin", "https://evil.example")], 403, "ORIGIN_FORBIDDEN"),
    .fields(
      "an origin that begins alike", [("origin", "https://app.example.evil.example")], 403, "ORIGIN_FORBIDDEN"
    ),
    .fields("a listed host over http", [("origin", "http://app.example")], 403, "ORIGIN_FORBIDDEN"),
    .fields("origin null", [("origin", "null")], 403, "ORIGIN_FORBIDDEN"),
    .fields("cross-site", [("sec-fetch-site", "cross-site")], 403, "ORIGIN_FORBIDDEN"),
    .fields("same-site", [("sec-fetch-site", "same-site")], 403, "ORIGIN_FORBIDDEN"),
    .fields(
      "null from the same origin", [("origin", "null"), ("sec-fetch-site", "same-origin")], 403,
      "ORIGIN_FORBIDDEN"),
    .fields("a garbage cursor", [("last-event-id", "zero")], 409, "CURSOR_INVALID"),

    BadRequest(
      "start: other content", "POST", "/api/chat", Visitor.body("Something else"), 409, "MESSAGE_ID_CONFLICT"),
    BadRequest(
      "start: repeat with a wrong seal", "POST", "/api/chat", Visitor.body("Hello"),
      fields: [("last-event-id", "{stream}.0.AAAAAAAAAAAAAAAAAAAAAA")], 409, "CURSOR_INVALID"),
    BadRequest(
      "start: repeat beyond the end", "POST", "/api/chat", Visitor.body("Hello"),
      fields: [("last-event-id", "{stream}.4000.AAAAAAAAAAAAAAAAAAAAAA")], 409, "CURSOR_INVALID"),
    BadRequest(
      "start: a foreign session", "POST", "/api/chat", Visitor.body("Hi", message: "m9"), as: .stranger, 403,
      "SESSION_FORBIDDEN"),
    BadRequest(
      "start: a foreign session, the same message", "POST", "/api/chat", Visitor.body("Hello"), as: .stranger,
      403, "SESSION_FORBIDDEN"),
    BadRequest(
      "start: a foreign session, by nobody", "POST", "/api/chat", Visitor.body("Hi", message: "m9"),
      as: .nobody,
      403, "SESSION_FORBIDDEN"),
    BadRequest(
      "start: a forged cookie", "POST", "/api/chat", Visitor.body("Hi", message: "m9"),
      fields: [("cookie", "holdfast_anonymous=00000000000000000000000000.1700000000.AAAA")], as: .nobody, 403,
      "SESSION_FORBIDDEN"),
    BadRequest(
      "start: the owner's cookie, altered", "POST", "/api/chat", Visitor.body("Hi", message: "m9"),
      fields: [("cookie", "{cookie}A")], as: .nobody, 403, "SESSION_FORBIDDEN"),
    BadRequest(
      "start: a foreign session, Lightfast", "POST", "/api/v/default/s1", Visitor.body("Hi", message: "m9"),
      as: .stranger, 403, "SESSION_FORBIDDEN"),

    BadRequest("agent: start", "POST", "/api/v/nobody/s9", good, 404, "AGENT_NOT_FOUND"),
    BadRequest("agent: resume", "GET", "/api/v/nobody/s1", 404, "AGENT_NOT_FOUND"),
    BadRequest("agent: stop", "POST", "/api/v/nobody/s1/stop", .json("{}"), 404, "AGENT_NOT_FOUND"),

    BadRequest("foreign: session", "GET", "/api/sessions/s1", as: .stranger, 404, "SESSION_NOT_FOUND"),
    BadRequest(
      "foreign: messages", "GET", "/api/sessions/s1/messages", as: .stranger, 404, "SESSION_NOT_FOUND"),
    BadRequest("foreign: export", "GET", "/api/sessions/s1/export", as: .stranger, 404, "SESSION_NOT_FOUND"),
    BadRequest("foreign: delete", "DELETE", "/api/sessions/s1", as: .stranger, 404, "SESSION_NOT_FOUND"),
    BadRequest("foreign: stream", "GET", "/api/streams/{stream}", as: .stranger, 404, "STREAM_NOT_FOUND"),
    BadRequest(
      "foreign: download", "GET", "/api/streams/{stream}/raw", as: .stranger, 404, "STREAM_NOT_FOUND"),
    BadRequest("nobody: session", "GET", "/api/sessions/s1", as: .nobody, 404, "SESSION_NOT_FOUND"),
    BadRequest("nobody: messages", "GET", "/api/sessions/s1/messages", as: .nobody, 404, "SESSION_NOT_FOUND"),
    BadRequest("nobody: export", "GET", "/api/sessions/s1/export", as: .nobody, 404, "SESSION_NOT_FOUND"),
    BadRequest("nobody: delete", "DELETE", "/api/sessions/s1", as: .nobody, 404, "SESSION_NOT_FOUND"),
    BadRequest("nobody: stream", "GET", "/api/streams/{stream}", as: .nobody, 404, "STREAM_NOT_FOUND"),
    BadRequest(
      "nobody: download, forged cookie", "GET", "/api/streams/{stream}/raw",
      fields: [("cookie", "{cookie}A")], as: .nobody, 404, "STREAM_NOT_FOUND"),
    BadRequest("missing: session", "GET", "/api/sessions/none", 404, "SESSION_NOT_FOUND"),
    BadRequest("missing: stream", "GET", "/api/streams/none", 404, "STREAM_NOT_FOUND"),
    BadRequest(
      "nobody: draft", "PUT", "/api/sessions/s1/draft", .json(#"{"text":"Hi"}"#), as: .nobody, 401,
      "UNAUTHORIZED"),
  ]
}
