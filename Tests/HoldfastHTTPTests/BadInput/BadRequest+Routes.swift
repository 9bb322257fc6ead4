extension BadRequest {
  private static let seal = "AAAAAAAAAAAAAAAAAAAAAA"

  private static func cursor(_ name: String, _ cursor: String) -> BadRequest {
    BadRequest(
      "resume: \(name)", "GET", "/api/chat/s1/stream", fields: [("last-event-id", cursor)], 409,
      "CURSOR_INVALID")
  }

  static let routes: [BadRequest] = [
    cursor("garbage", "garbage"),
    cursor("a number", "3"),
    cursor("a negative position", "{stream}.-1.\(seal)"),
    cursor("a position with a zero before it", "{stream}.00.\(seal)"),
    cursor("a wrong seal", "{stream}.0.\(seal)"),
    cursor("a seal of another frame", "{stream}.0.{seal1}"),
    cursor("beyond the end", "{stream}.4000.\(seal)"),
    cursor("far beyond the end", "{stream}.9223372036854775807.\(seal)"),
    cursor("no such stream", "none.0.\(seal)"),
    cursor("another session's stream", "{other}"),
    cursor("a stranger's stream", "{foreign}"),
    BadRequest("resume: startIndex no number", "GET", "/api/chat/s1/stream?startIndex=one", 400),
    BadRequest("resume: startIndex empty", "GET", "/api/chat/s1/stream?startIndex=", 400),
    BadRequest(
      "resume: startIndex too long", "GET", "/api/chat/s1/stream?startIndex=99999999999999999999", 400),
    BadRequest(
      "resume: startIndex beyond the end", "GET", "/api/chat/s1/stream?startIndex=4000", 409, "CURSOR_INVALID"
    ),
    BadRequest("resume: a bad name", "GET", "/api/chat/%20/stream", 400),
    BadRequest("resume: a name that is not ASCII", "GET", "/api/chat/s%C3%A9/stream", 400),
    BadRequest("session: a bad name", "GET", "/api/sessions/a%0Ab", 400),
    BadRequest(
      "session: a name too long", "GET", "/api/sessions/\(String(repeating: "s", count: 129))/messages", 400),

    BadRequest("sessions: limit 0", "GET", "/api/sessions?limit=0", 400),
    BadRequest("sessions: limit too large", "GET", "/api/sessions?limit=101", 400),
    BadRequest("sessions: limit no number", "GET", "/api/sessions?limit=ten", 400),
    BadRequest("sessions: before no place", "GET", "/api/sessions?before=yesterday", 400),
    BadRequest("sessions: before half a place", "GET", "/api/sessions?before=17.", 400),
    BadRequest("sessions: before a bad name", "GET", "/api/sessions?before=17.a%20b", 400),
    BadRequest("messages: after no number", "GET", "/api/sessions/s1/messages?after=m1", 400),
    BadRequest("messages: limit -1", "GET", "/api/sessions/s1/messages?limit=-1", 400),
    BadRequest("download: as unknown", "GET", "/api/streams/{stream}/raw?as=xml", 400),

    BadRequest("stop: no JSON", "POST", "/api/chat/s1/stop", .json("stop"), 400, "INVALID_JSON"),
    BadRequest("stop: an array", "POST", "/api/chat/s1/stop", .json("[]"), 400, "INVALID_JSON"),
    BadRequest("stop: streamId a number", "POST", "/api/chat/s1/stop", .json(#"{"streamId":1}"#), 400),
    BadRequest("stop: messageId true", "POST", "/api/chat/s1/stop", .json(#"{"messageId":true}"#), 400),
    BadRequest(
      "stop: activeStreamId an object", "POST", "/api/chat/s1/stop", .json(#"{"activeStreamId":{}}"#), 400),
    BadRequest(
      "stop: another origin", "POST", "/api/chat/s1/stop", .json("{}"),
      fields: [("origin", "https://evil.example")],
      403, "ORIGIN_FORBIDDEN"),
    BadRequest(
      "delete: cross-site", "DELETE", "/api/sessions/s1", fields: [("sec-fetch-site", "cross-site")], 403,
      "ORIGIN_FORBIDDEN"),

    BadRequest("draft: no JSON", "PUT", "/api/sessions/s1/draft", .json("Hi"), 400, "INVALID_JSON"),
    BadRequest("draft: an array", "PUT", "/api/sessions/s1/draft", .json("[]"), 400, "INVALID_JSON"),
    BadRequest("draft: nothing", "PUT", "/api/sessions/s1/draft", .json(""), 400),
    BadRequest("draft: text a number", "PUT", "/api/sessions/s1/draft", .json(#"{"text":1}"#), 400),
    BadRequest(
      "draft: too long", "PUT", "/api/sessions/s1/draft",
      .json(#"{"text":"\#(String(repeating: "d", count: 1025))"}"#), 413, "PAYLOAD_TOO_LARGE"),
    BadRequest(
      "draft: far too long", "PUT", "/api/sessions/s1/draft", .chunked(60_000), 413, "PAYLOAD_TOO_LARGE"),
    BadRequest("draft: a bad name", "PUT", "/api/sessions/a%20b/draft", .json(#"{"text":"Hi"}"#), 400),
    BadRequest(
      "draft: text/plain", "PUT", "/api/sessions/s1/draft", .json(#"{"text":"Hi"}"#),
      fields: [("content-type", "text/plain")], 415, "UNSUPPORTED_CONTENT_TYPE"),

    BadRequest("path: unknown", "GET", "/api/nothing", 404, "NOT_FOUND"),
    BadRequest("path: unknown, POST", "POST", "/api/chat/s1", .json("{}"), 404, "NOT_FOUND"),
  ]

  /// Each path with a verb that it does not take.
  static let verbs: [BadRequest] = [
    ("GET", "/api/chat"), ("PUT", "/api/chat"), ("DELETE", "/api/chat"), ("PATCH", "/api/chat"),
    ("POST", "/api/chat/s1/stream"), ("DELETE", "/api/chat/s1/stream"), ("GET", "/api/chat/s1/stop"),
    ("PUT", "/api/v/default/s1"), ("DELETE", "/api/v/default/s1"), ("GET", "/api/v/default/s1/stop"),
    ("POST", "/api/streams/x"), ("DELETE", "/api/streams/x"), ("POST", "/api/streams/x/raw"),
    ("POST", "/api/sessions"), ("DELETE", "/api/sessions"), ("POST", "/api/sessions/s1"),
    ("PUT", "/api/sessions/s1"), ("POST", "/api/sessions/s1/messages"),
    ("DELETE", "/api/sessions/s1/messages"),
    ("POST", "/api/sessions/s1/export"), ("POST", "/api/sessions/s1/draft"), ("POST", "/api/status"),
    ("OPTIONS", "/api/chat"),
  ].map { BadRequest("verb: \($0.0) \($0.1)", $0.0, $0.1, 405, "METHOD_NOT_ALLOWED") }
}
