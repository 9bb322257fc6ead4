import HoldfastModel
import HoldfastTools
import Testing

/// Waits are for servers on this machine, and bounded by the tool's own deadline of half a minute.
@Suite(.timeLimit(.minutes(2))) struct `What a tool answers is read` {
  private static let outputs: [(body: String, type: String?, output: JSONValue)] = [
    (#"{"room":7,"notes":["a",null]}"#, "application/json", ["room": 7, "notes": ["a", .null]]),
    (#"{"room":7}"#, "application/problem+json; charset=utf-8", ["room": 7]),
    (#"{"room":7}"#, nil, ["room": 7]),
    ("booked", nil, "booked"),
    ("booked, é", "text/plain; charset=utf-8", "booked, é"),
    ("7", "text/plain", "7"),
    ("<p>", "text/html", "<p>"),
    ("", "application/json", .null),
    ("", nil, .null),
  ]

  @Test(arguments: outputs)
  func `a good answer is the output`(body: String, type: String?, output: JSONValue) async throws {
    try await withToolServer { _ in
      .answer(200, body, type: type)
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(try await tool.execute(.sample) == output)
    }
  }

  private static let refusals: [(status: Int, body: String, words: String)] = [
    (400, "", "The tool refused the call (HTTP 400)."),
    (404, "<p>Not found</p>", "The tool refused the call (HTTP 404)."),
    (409, #"{"message":"No room is left."}"#, "The tool refused the call (HTTP 409): No room is left."),
    (422, #"{"error":{"message":"Ask again"}}"#, "The tool refused the call (HTTP 422): Ask again"),
    (422, #"{"error":"full","detail":"All full."}"#, "The tool refused the call (HTTP 422): All full."),
    (
      403, #"{"message":"not from http://10.0.0.1/x nor 127.0.0.1:80, s3cret-words"}"#,
      "The tool refused the call (HTTP 403): not from … nor … …"
    ),
    (429, #"{"message":7}"#, "The tool refused the call (HTTP 429)."),
  ]

  @Test(arguments: refusals)
  func `a refusal failed, and is told without addresses`(
    status: Int, body: String, words: String
  ) async throws {
    try await withToolServer { _ in
      .answer(status, body)
    } body: { server in
      var configuration = HTTPToolConfiguration.local(server.port)
      configuration.secret = ToolSecret("s3cret")
      let tool = try HTTPTool(configuration)
      #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, words))
    }
  }

  private static let unknowns: [(act: ToolServer.Act, words: String)] = [
    (.answer(500, #"{"message":"secret"}"#), "The tool failed (HTTP 500)."),
    (.answer(503, ""), "The tool failed (HTTP 503)."),
    (.answer(200, #"{"room":"#), "The tool's answer cannot be read."),
    (.close, "The connection to the tool broke before its answer had come."),
    (
      .sendAndClose("HTTP/1.1 200 X\r\ncontent-length: 50\r\n\r\n{\"room\":7}"),
      "The connection to the tool broke before its answer had come."
    ),
    (.sendAndClose("no HTTP\r\n\r\n"), "The connection to the tool broke before its answer had come."),
    (
      .sendAndClose("HTTP/1.1 302 X\r\nlocation: http://169.254.169.254/latest\r\ncontent-length: 0\r\n\r\n"),
      "The tool answered with a redirect, which is not followed."
    ),
  ]

  @Test(arguments: unknowns)
  func `what is no answer leaves it unknown`(act: ToolServer.Act, words: String) async throws {
    try await withToolServer { _ in
      act
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(await fault { try await tool.execute(.sample) } == ToolError(.unknown, words))
      #expect(server.requests.count == 1)
    }
  }

  @Test func `an answer is read up to its limit and no further`() async throws {
    try await withToolServer { request in
      .answer(request.target == "/undo" ? 404 : 200, "\"" + String(repeating: "a", count: 98) + "\"")
    } body: { server in
      var configuration = HTTPToolConfiguration.local(server.port)
      configuration.maximumOutputBytes = 100
      let whole = try HTTPTool(configuration)
      #expect(try await whole.execute(.sample).stringValue?.count == 98)
      configuration.maximumOutputBytes = 99
      let cut = try HTTPTool(configuration)
      let words = "The tool's answer is too large to be read."
      #expect(await fault { try await cut.execute(.sample) } == ToolError(.unknown, words))
      // A refusal is one at any length.
      #expect(await fault { try await cut.compensate(.sample) }?.kind == .failed)
    }
  }

  @Test func `an endless answer is given up at its limit`() async throws {
    let head = "HTTP/1.1 200 X\r\ncontent-length: 100000000\r\n\r\n"
    try await withToolServer { _ in
      .send(head + String(repeating: "a", count: 200_000))
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(await fault { try await tool.execute(.sample) }?.message.contains("too large") == true)
    }
  }

  @Test func `of two answers the first counts`() async throws {
    let first = "HTTP/1.1 200 X\r\ncontent-length: 1\r\n\r\n1"
    let second = "HTTP/1.1 500 X\r\ncontent-length: 1\r\n\r\n2"
    try await withToolServer { _ in
      .send(first + second)
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(try await tool.execute(.sample) == 1)
      #expect(server.requests.count == 1)
    }
  }
}
