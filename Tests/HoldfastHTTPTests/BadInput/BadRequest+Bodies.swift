extension BadRequest {
  private static let good = #"{"id":"m9","role":"user","parts":[{"type":"text","text":"Hi"}]}"#
  private static let long = String(repeating: "x", count: 5000)

  static let bodies: [BadRequest] = [
    start("nothing", "", 400, "INVALID_JSON"),
    start("an open brace", "{", 400, "INVALID_JSON"),
    start("an array", "[]", 400, "INVALID_JSON"),
    start("a string", #""text""#, 400, "INVALID_JSON"),
    start("null", "null", 400, "INVALID_JSON"),
    start("more than one", #"{"id":"s9"} {}"#, 400, "INVALID_JSON"),
    start("a comma too much", #"{"id":"s9",}"#, 400, "INVALID_JSON"),
    start("single quotes", "{'id':'s9'}", 400, "INVALID_JSON"),
    start("NaN", #"{"id":NaN}"#, 400, "INVALID_JSON"),
    BadRequest(
      "start: no UTF-8", "POST", "/api/chat", .bytes(Array(#"{"id":""#.utf8) + [0xFF, 0x22, 0x7D]), 400,
      "INVALID_JSON"),
    start(
      "deep nesting in the message",
      #"{"id":"s9","message":"# + nested(1000) + "}", 400, "INVALID_JSON"),
    start(
      "deep nesting in what is skipped",
      #"{"id":"s9","extra":"# + nested(20000) + #","message":\#(good)}"#, 400, "INVALID_JSON"),

    start("no id", #"{"messages":[\#(good)]}"#),
    start("id null", #"{"id":null,"messages":[\#(good)]}"#),
    start("id a number", #"{"id":7,"messages":[\#(good)]}"#),
    start("id an object", #"{"id":{},"messages":[\#(good)]}"#),
    start("id empty", #"{"id":"","messages":[\#(good)]}"#),
    start("id with a space", #"{"id":"a b","messages":[\#(good)]}"#),
    start("id with a line feed", #"{"id":"a\nb","messages":[\#(good)]}"#),
    start("id not ASCII", #"{"id":"sé","messages":[\#(good)]}"#),
    start("id too long", #"{"id":"\#(String(repeating: "s", count: 129))","messages":[\#(good)]}"#),

    start("trigger a number", #"{"id":"s9","trigger":1,"messages":[\#(good)]}"#),
    start("trigger unknown", #"{"id":"s9","trigger":"resume-stream","messages":[\#(good)]}"#),
    start("messageId an array", #"{"id":"s9","messageId":[],"messages":[\#(good)]}"#),

    start("onActive a number", #"{"id":"s9","onActive":1,"messages":[\#(good)]}"#),
    start("onActive unknown", #"{"id":"s9","onActive":"queue","messages":[\#(good)]}"#),
    start(
      "regenerate: messageId with a space", #"{"id":"s1","trigger":"regenerate-message","messageId":"a b"}"#),
    start(
      "regenerate: no such message", #"{"id":"s1","trigger":"regenerate-message","messageId":"none"}"#, 404,
      "NOT_FOUND"),
    start(
      "regenerate: no such message, nor the user's",
      #"{"id":"s1","trigger":"regenerate-message","messageId":"none","messages":[\#(good)]}"#, 404,
      "NOT_FOUND"),
    start(
      "regenerate: no such session", #"{"id":"s9","trigger":"regenerate-assistant-message"}"#, 404,
      "NOT_FOUND"),
    start(
      "edit: a message of a reply's id",
      #"{"id":"s1","messageId":"{reply}","messages":[{"id":"{reply}","role":"user","parts":[{"type":"text","text":"Hi"}]}]}"#,
      409, "MESSAGE_ID_CONFLICT"),

    start("messages a string", #"{"id":"s9","messages":"Hi"}"#),
    start("messages an object", #"{"id":"s9","messages":{}}"#),
    start("messages a number", #"{"id":"s9","messages":1,"message":\#(good)}"#),
    start("no message", #"{"id":"s9"}"#, 400, "NO_USER_MESSAGE"),
    start("no messages", #"{"id":"s9","messages":[]}"#, 400, "NO_USER_MESSAGE"),
    start("message null", #"{"id":"s9","message":null}"#, 400, "NO_USER_MESSAGE"),
    start("message a string", #"{"id":"s9","message":"Hi"}"#),
    start("the last of messages a number", #"{"id":"s9","messages":[\#(good),1]}"#),

    message("no role", #"{"id":"m9","parts":[{"type":"text","text":"Hi"}]}"#),
    message("role unknown", #"{"id":"m9","role":"tool","parts":[{"type":"text","text":"Hi"}]}"#),
    message("role a number", #"{"id":"m9","role":1,"parts":[{"type":"text","text":"Hi"}]}"#),
    message(
      "the assistant's last",
      good + #",{"id":"a9","role":"assistant","parts":[{"type":"text","text":"Hi"}]}"#,
      400, "NO_USER_MESSAGE"),
    message(
      "the assistant's last, without an id", #"{"role":"assistant","parts":[]}"#),
    start(
      "continue: the answer to a call of no reply",
      #"{"id":"s1","messages":[{"id":"a9","role":"assistant","parts":[{"type":"tool-x","toolCallId":"c","state":"output-available","output":1}]}]}"#,
      400, "NO_USER_MESSAGE"),
    message(
      "the system's last", #"{"id":"a9","role":"system","parts":[{"type":"text","text":"Hi"}]}"#, 400,
      "NO_USER_MESSAGE"),
    message("no id", #"{"role":"user","parts":[{"type":"text","text":"Hi"}]}"#),
    message("id a number", #"{"id":9,"role":"user","parts":[{"type":"text","text":"Hi"}]}"#),
    message("id empty", #"{"id":"","role":"user","parts":[{"type":"text","text":"Hi"}]}"#),
    message("id with a control", #"{"id":"m\u0000","role":"user","parts":[{"type":"text","text":"Hi"}]}"#),
    message("no parts", #"{"id":"m9","role":"user","content":"Hi"}"#),
    message(
      "metadata too large",
      #"{"id":"m9","role":"user","metadata":"\#(long)","parts":[{"type":"text","text":"Hi"}]}"#, 413,
      "PAYLOAD_TOO_LARGE"),

    parts("a string", #""Hi""#),
    parts("of strings", #"["Hi"]"#),
    parts("without a type", #"[{"text":"Hi"}]"#),
    parts("type a number", #"[{"type":5}]"#),
    parts("text without text", #"[{"type":"text"}]"#),
    parts("text a number", #"[{"type":"text","text":5}]"#),
    parts("an assistant's part", #"[{"type":"text","text":"Hi"},{"type":"reasoning","text":"Hm"}]"#),
    parts("a tool's part", #"[{"type":"text","text":"Hi"},{"type":"tool-x","toolCallId":"c"}]"#),
    parts("data without data", #"[{"type":"text","text":"Hi"},{"type":"data-x"}]"#),
    parts("none", "[]", 400, "EMPTY_MESSAGE"),
    parts("blank", #"[{"type":"text","text":" \n\t\u00a0"}]"#, 400, "EMPTY_MESSAGE"),
    parts("data alone", #"[{"type":"data-x","data":{}}]"#, 400, "EMPTY_MESSAGE"),
    parts("text too large", #"[{"type":"text","text":"\#(long)"}]"#, 413, "PAYLOAD_TOO_LARGE"),
    parts(
      "data too large", #"[{"type":"text","text":"Hi"},{"type":"data-x","data":"\#(long)"}]"#, 413,
      "PAYLOAD_TOO_LARGE"),

    parts("file without url", #"[{"type":"file","mediaType":"image/png"}]"#),
    parts("file without mediaType", #"[{"type":"file","url":"https://example.org/a.png"}]"#),
    file("http:", "http://example.org/a.png"),
    file("ftp:", "ftp://example.org/a.png"),
    file("file:", "file:///etc/passwd"),
    file("javascript:", "javascript:alert(1)"),
    file("blob:", "blob:https://example.org/1"),
    file("a path", "/a.png"),
    file("nothing", ""),
    file("data: without a comma", "data:image/png;base64"),
    file("data: not base64", "data:image/png;base64,iVBOR*w0KGgo="),
    file("data: base64 of no whole bytes", "data:image/png;base64,iVBORw0KG"),
    file("data: base64 that ends twice", "data:image/png;base64,iVBO==w0"),
    file("https: without a host", "https://"),
    file("https: with a space", "https://example.org/a b.png"),
    file(
      "data: too large", "data:image/png;base64,\(String(repeating: "A", count: 2000))", 413,
      "PAYLOAD_TOO_LARGE"),
    file("data: too large, as text", "data:text/plain,\(long)", 413, "PAYLOAD_TOO_LARGE"),
    file("https: too large", "https://example.org/\(long)", 413, "PAYLOAD_TOO_LARGE"),

    BadRequest(
      "start: body too large, declared", "POST", "/api/chat", .json(#"{"id":"s9","x":""# + huge + "\"}"), 413,
      "PAYLOAD_TOO_LARGE"),
    BadRequest(
      "start: body too large, chunked", "POST", "/api/chat", .chunked(200_000), 413, "PAYLOAD_TOO_LARGE"),
  ]

  private static let huge = String(repeating: "x", count: 70_000)

  private static func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }
}
