import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import HoldfastStores
import Synchronization
import Testing

/// A model that calls a tool once, and then says something.
private struct CallingModel: ModelProvider {
  let name = "test"
  let model = "test-1"
  let tool: String
  let arguments: String

  func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {
    if request.messages.last?.role == .assistant {
      try await onEvent(.textDelta("Done."))
      return try await onEvent(.finish(.stop))
    }
    try await onEvent(.toolCallStart(index: 0, id: "c1", name: tool))
    try await onEvent(.toolCallDelta(index: 0, argumentsDelta: arguments))
    try await onEvent(.toolCallEnd(index: 0))
    try await onEvent(.finish(.toolCalls))
  }
}

/// A tool that books, or does not know whether it has.
private struct BookingTool: Tool {
  let definition = ToolDefinition(name: "book", summary: "Books.", inputSchema: ["type": "object"])
  var effect = ToolEffect.irreversible
  var needsApproval = false
  var error: ToolError?

  func execute(_ call: ToolCall) async throws -> JSONValue {
    if let error { throw error }
    return ["booked": true]
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Tools and artifacts over HTTP` {
  private func agents(_ model: CallingModel, _ tool: BookingTool) -> [Agent] {
    [Agent(targets: [Target(provider: model)], tools: [tool], makesDocuments: true)]
  }

  @Test(arguments: ["5", "6", "7"])
  func `the chunks of a call say that the server makes it`(sdk: String) async throws {
    let model = CallingModel(tool: "book", arguments: "{}")
    try await TestServer.with(agents: agents(model, BookingTool())) { server in
      let answer = try await server.visitor().ask("Hello", ("x-holdfast-sdk", sdk))
      let calls = try answer.chunks.filter { $0["toolCallId"] != nil }
      #expect(
        calls.count == 4 && calls.allSatisfy { $0["providerExecuted"] == true || $0["inputTextDelta"] != nil }
      )
      #expect(
        try answer.types == [
          "start", "start-step", "tool-input-start", "tool-input-delta", "tool-input-available",
          "tool-output-available", "finish-step", "start-step", "text-start", "text-delta", "text-end",
          "finish-step", "finish",
        ])
    }
  }

  @Test(arguments: [("5", "data-approval"), ("6", "tool-approval-request")])
  func `a call that needs approval is asked for in the client's dialect, and made when it is allowed`(
    sdk: String, type: String
  ) async throws {
    let model = CallingModel(tool: "book", arguments: "{}")
    try await TestServer.with(agents: agents(model, BookingTool(needsApproval: true))) { server in
      let visitor = server.visitor().with(("x-holdfast-sdk", sdk))
      let answer = try await visitor.ask()
      #expect(try answer.types.contains(type) && answer.types.last == "finish")
      try await server.untilQuiet()
      var reply = try #require(try await visitor.messages().last?.objectValue)
      var parts = reply["parts"]?.arrayValue ?? []
      let place = try #require(parts.firstIndex { $0["toolCallId"] != nil })
      var part = try #require(parts[place].objectValue)
      let approval = try #require(part["approval"]?["id"])
      part["state"] = "approval-responded"
      part["approval"] = ["id": approval, "approved": true]
      parts[place] = .object(part)
      reply["parts"] = .array(parts)
      let body: JSONValue = ["id": "s1", "message": .object(reply)]
      let rest = try await visitor.send("POST", "/api/chat", .json(body.text))
      #expect(rest.status == 200 && rest["x-message-id"] == reply["id"]?.stringValue)
      #expect(try rest.types.contains("tool-output-available") && rest.replyText == "Done.")
      try await server.untilQuiet()
      let saved = try #require(try await visitor.messages().last?["parts"]?.arrayValue)
      #expect(saved.count { $0["toolCallId"] != nil } == 1)
      #expect(saved.contains { $0["output"] == ["booked": true] })
    }
  }

  @Test func `what nobody knows waits for a person, whose answer is kept`() async throws {
    let model = CallingModel(tool: "book", arguments: "{}")
    let tool = BookingTool(error: ToolError(.unknown, "no answer"))
    try await TestServer.with(agents: agents(model, tool)) { server in
      let answer = try await server.visitor().ask()
      #expect(try answer.replyText == "Done.")
      try await server.untilQuiet()
      let effect = try #require(
        try await server.admin("GET", "/admin/effects").json["effects"]?.arrayValue?.first)
      #expect(effect["state"] == "manual_review" && effect["tool"] == "book")
      #expect(effect["input"] == nil && effect["output"] == nil)
      let path = "/admin/effects/\(effect["stream"]?.stringValue ?? "")/c1"
      let bad = try await server.admin("POST", path + "/resolve", #"{"as":"maybe"}"#)
      try ErrorShape.check(bad, status: 400, code: "BAD_REQUEST")
      let retried = try await server.admin("POST", path + "/retry")
      try ErrorShape.check(retried, status: 409, code: "EFFECT_NOT_OPEN")
      let resolved = try await server.admin(
        "POST", path + "/resolve", #"{"as":"failed","note":"asked them"}"#)
      #expect(try resolved.json["detail"] == "resolved by a person: asked them")
      #expect(try await server.admin("GET", "/admin/effects").json["effects"] == [])
      #expect(
        try await server.admin("GET", "/admin/effects?all=true").json["effects"]?.arrayValue?.count == 1)
      let missing = try await server.admin("POST", "/admin/effects/none/c1/retry")
      try ErrorShape.check(missing, status: 404, code: "NOT_FOUND")
    }
  }

  @Test func `P11 artifacts are listed and read with their versions, by their owner alone`() async throws {
    let model = CallingModel(
      tool: DocumentTool.name, arguments: #"{"title":"T","kind":"code","content":"let x = 1"}"#)
    try await TestServer.with(agents: agents(model, BookingTool())) { server in
      let visitor = server.visitor()
      let answer = try await visitor.ask()
      #expect(try answer.types.filter { $0.hasPrefix("data-") }.first == "data-kind")
      #expect(try answer.types.contains("data-finish"))
      try await server.untilQuiet()
      let artifact = try #require(
        try await visitor.get("/api/sessions/s1/artifacts").json["artifacts"]?.arrayValue?.first)
      #expect(artifact["kind"] == "code" && artifact["version"] == 1 && artifact["content"] == nil)
      let path = "/api/artifacts/\(artifact["id"]?.stringValue ?? "")"
      let whole = try await visitor.get(path)
      #expect(try whole.json["versions"]?.arrayValue?.first?["content"] == "let x = 1")
      for stranger in [server.visitor(), server.nobody] {
        try ErrorShape.check(try await stranger.get(path), status: 404, code: "ARTIFACT_NOT_FOUND")
        try ErrorShape.check(
          try await stranger.get("/api/sessions/s1/artifacts"), status: 404, code: "SESSION_NOT_FOUND")
      }
      for name in ["nothing", "%00.x", "c2Vzc2lvbi0y.x-1"] {
        try ErrorShape.check(
          try await visitor.get("/api/artifacts/\(name)"), status: 404, code: "ARTIFACT_NOT_FOUND")
      }
      // They go with their session, whose name is not free at once.
      #expect(try await visitor.send("DELETE", "/api/sessions/s1").status == 204)
      try ErrorShape.check(try await visitor.get(path), status: 404, code: "ARTIFACT_NOT_FOUND")
      try ErrorShape.check(try await visitor.ask(message: "m2"), status: 410, code: "SESSION_DELETED")
    }
  }
}
