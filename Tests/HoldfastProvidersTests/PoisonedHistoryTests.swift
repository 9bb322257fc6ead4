import HoldfastModel
import HoldfastProviders
import Testing

/// What replies that went wrong leave behind must not make the next request wrong.
@Suite(.timeLimit(.minutes(1))) struct PoisonedHistoryTests {
  static let parts: [(part: String, arguments: String, output: String)] = [
    (#"{"state":"input-streaming"}"#, "{}", "This tool call was interrupted and has no result."),
    (
      #"{"state":"input-streaming","input":{"city":"Os"}}"#, #"{"city":"Os"}"#,
      "This tool call was interrupted and has no result."
    ),
    (
      #"{"state":"input-available","input":{"a":1}}"#, #"{"a":1}"#,
      "This tool call was interrupted and has no result."
    ),
    (
      #"{"state":"approval-requested","input":{},"approval":{"id":"x"}}"#, "{}",
      "The user has not said whether this tool call is allowed. It was not made."
    ),
    (
      #"{"state":"approval-responded","input":{},"approval":{"id":"x","approved":true}}"#, "{}",
      "This tool call was interrupted and has no result."
    ),
    (
      #"{"state":"approval-responded","input":{},"approval":{"id":"x","approved":false}}"#, "{}",
      "The user did not allow this tool call."
    ),
    (
      #"{"state":"approval-responded","input":{},"approval":{"id":"x","approved":false,"reason":"no"}}"#,
      "{}",
      "The user did not allow this tool call. The reason: no"
    ),
    (#"{"state":"output-denied","input":{}}"#, "{}", "The user did not allow this tool call."),
    (#"{"state":"output-error","input":{},"errorText":"no net"}"#, "{}", "The tool failed: no net"),
    (#"{"state":"output-error","input":{}}"#, "{}", "The tool failed."),
    (
      #"{"state":"output-error","rawInput":"{\"a\":1,","errorText":"bad"}"#, #"{"a":1}"#,
      "The tool failed: bad"
    ),
    (
      #"{"state":"output-error","rawInput":"what","errorText":"bad"}"#, #"{"input":"what"}"#,
      "The tool failed: bad"
    ),
    (
      #"{"state":"output-error","input":null,"rawInput":"{","errorText":"bad"}"#, "{}", "The tool failed: bad"
    ),
    (#"{"state":"output-available","input":[1],"output":[2]}"#, #"{"input":[1]}"#, "[2]"),
    (#"{"state":"output-available","input":{},"output":""}"#, "{}", "(no output)"),
    (#"{"state":"output-available","input":{}}"#, "{}", "(no output)"),
    (#"{}"#, "{}", "This tool call was interrupted and has no result."),
  ]

  @Test(arguments: parts) func `every call has an answer and arguments that are an object`(
    _ part: String, _ arguments: String, _ output: String
  ) async throws {
    var json = try JSONParser.parse(part).objectValue ?? JSONObject()
    json["type"] = "tool-f"
    json["toolCallId"] = "a"
    let messages = try await sent([.assistant([try #require(MessagePart(json: json))]), .user("Go on")])
    let call: JSONValue = [
      "id": "a", "type": "function", "function": ["name": "f", "arguments": .string(arguments)],
    ]
    #expect(
      messages == [
        ["role": "assistant", "content": .null, "tool_calls": [call]],
        ["role": "tool", "tool_call_id": "a", "content": .string(output)],
        ["role": "user", "content": "Go on"],
      ])
  }

  @Test func `ids of calls are there, short and their own`() async throws {
    let ids = ["", "a", "a", String(repeating: "x", count: 41), "b c", "call_1", "a"]
    let replies = try ids.map { id in
      UIMessage.assistant([
        try .json(
          #"{"type":"tool-f","toolCallId":"\#(id)","state":"output-available","input":{},"output":1}"#)
      ])
    }
    let messages = try await sent(replies + [.user("Go on")])
    let called = messages.compactMap { $0["tool_calls"]?.arrayValue?.first?["id"]?.stringValue }
    let answered = messages.compactMap { $0["tool_call_id"]?.stringValue }
    #expect(called == answered)
    #expect(called.count == ids.count)
    #expect(Set(called).count == ids.count)
    #expect(called[1] == "a")
    #expect(called.allSatisfy { (1...40).contains($0.count) && !$0.contains(" ") })
  }

  @Test func `names of tools are such as the API takes`() async throws {
    let long = String(repeating: "n", count: 100)
    let names = ["a.b/c d", "", "größe", long]
    let parts = try names.map { name in
      try MessagePart.json(#"{"type":"dynamic-tool","toolName":"\#(name)","toolCallId":"","input":{}}"#)
    }
    let messages = try await sent([.assistant(parts), .user("Go on")])
    let sentNames = messages.first?["tool_calls"]?.arrayValue?.map { $0["function"]?["name"]?.stringValue }
    #expect(sentNames == ["a_b_c_d", "tool", "gr__e", String(long.prefix(64))])
  }

  @Test func `messages of one role in a row stay apart`() async throws {
    let messages = try await sent([.user("One"), .assistant([]), .user("Two"), .user("")])
    #expect(messages == [["role": "user", "content": "One"], ["role": "user", "content": "Two"]])
  }

  private func sent(_ messages: [UIMessage]) async throws -> [JSONValue] {
    try await withProvider([UpstreamAct.stream([stop, done])]) { provider, upstream in
      try await provider.reply(to: ModelRequest(messages: messages)) { _ in }
      return try #require(upstream.requests.first).json["messages"]?.arrayValue ?? []
    }
  }
}
