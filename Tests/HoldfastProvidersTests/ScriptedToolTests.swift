import Foundation
import HoldfastModel
import HoldfastProviders
import Testing

/// Scenarios whose model calls tools: a reply of several requests.
@Suite(.timeLimit(.minutes(1))) struct ScriptedToolTests {
  private let clock = InstantClock()

  private func request(_ text: String, _ parts: String...) throws -> ModelRequest {
    let reply = try parts.map { try MessagePart.json($0) }
    return ModelRequest(messages: [.user(text)] + (reply.isEmpty ? [] : [.assistant(reply)]))
  }

  private static let start = #"{"type":"step-start"}"#

  private static func done(_ id: String, _ output: String) -> String {
    #"{"type":"tool-f","toolCallId":"\#(id)","state":"output-available","input":{},"output":\#(output)}"#
  }

  @Test func `a reply answers after as many steps as it says`() async throws {
    let scripted = ScriptedProvider(
      scenario: Scenario(replies: [
        Scenario.Reply(match: "go", afterSteps: 2, steps: [.text("two"), .finish(.stop)]),
        Scenario.Reply(
          match: "go", times: 1, afterSteps: 1, steps: [.fail(ProviderError(.stall, detail: ""))]),
        Scenario.Reply(match: "go", afterSteps: 1, steps: [.text("one"), .finish(.stop)]),
        Scenario.Reply(match: "go", afterSteps: 0, steps: [.text("none"), .finish(.stop)]),
        Scenario.Reply(steps: [.text("any"), .finish(.stop)]),
      ]), clock: clock)
    let (a, b, c) = (Self.done("a", "1"), Self.done("b", "2"), Self.done("c", "3"))
    let open = #"{"type":"tool-f","toolCallId":"o","state":"output-error","input":{},"errorText":"no"}"#
    let talk = #"{"type":"text","text":"Hm."}"#
    var said: [String] = []
    for request in [
      try request("go"), try request("go", Self.start, talk), try request("go", Self.start, a),
      try request("go", Self.start, a, b, Self.start), try request("go", Self.start, open),
      try request("go", Self.start, a, b, Self.start, talk, c),
      try request("go", Self.start, a, Self.start, b, Self.start, c), try request("stay", Self.start, a),
    ] {
      let outcome = await scripted.outcome(of: request)
      said.append(outcome.failure?.kind.rawValue ?? ReplySummary(outcome.events).text)
    }
    #expect(said == ["none", "none", "stall", "one", "one", "two", "any", "any"])
    // Calls of a message before do not count.
    var earlier = try request("go", Self.start, a)
    earlier.messages.append(.user("go"))
    #expect(ReplySummary(await scripted.outcome(of: earlier).events).text == "none")
  }

  @Test func `a text quotes what the tools of the last step answered`() async throws {
    let scripted = ScriptedProvider(
      scenario: Scenario(replies: [
        Scenario.Reply(steps: [.text("{n}: {result}; ", repeat: 2), .reasoning("[{result}]"), .finish(.stop)])
      ]), clock: clock)
    let answers: [(parts: [String], result: String)] = [
      ([], "{result}"),
      ([Self.done("a", #""cold, {n} {result}""#)], "cold, {n} {result}"),
      ([Self.done("a", #"{"t":3}"#)], #"{"t":3}"#),
      ([Self.done("a", "1"), Self.start, Self.done("b", "2"), Self.done("c", "3")], "2\n3"),
      (
        [#"{"type":"tool-f","toolCallId":"a","state":"output-error","input":{},"errorText":"no net"}"#],
        "The tool failed: no net"
      ),
    ]
    for (parts, result) in answers {
      var request = try self.request("go")
      let reply = try ([Self.start] + parts).map { try MessagePart.json($0) }
      if !parts.isEmpty { request.messages.append(.assistant(reply)) }
      let summary = await scripted.outcome(of: request).events
      #expect(
        summary == [
          .textDelta("0: \(result); "), .textDelta("1: \(result); "), .reasoningDelta("[\(result)]"),
          .finish(.stop),
        ])
    }
  }

  @Test func `arguments come in pieces with pauses`() async throws {
    let scripted = ScriptedProvider(
      scenario: Scenario(replies: [
        Scenario.Reply(steps: [
          .tool(id: "a", name: "f", input: ["x": "å{}"], pieceLength: 4, every: .seconds(2)),
          .toolDelta(id: "b", name: "g", fragments: [#"{"y"#, #"":"#, "1}"], every: .seconds(3)),
          .finish(.toolCalls),
        ])
      ]), clock: clock)
    #expect(
      await scripted.outcome().events == [
        .toolCallStart(index: 0, id: "a", name: "f"), .toolCallDelta(index: 0, argumentsDelta: #"{"x""#),
        .toolCallDelta(index: 0, argumentsDelta: #":"å{"#), .toolCallDelta(index: 0, argumentsDelta: #"}"}"#),
        .toolCallEnd(index: 0),
        .toolCallStart(index: 1, id: "b", name: "g"), .toolCallDelta(index: 1, argumentsDelta: #"{"y"#),
        .toolCallDelta(index: 1, argumentsDelta: #"":"#), .toolCallDelta(index: 1, argumentsDelta: "1}"),
        .toolCallEnd(index: 1), .finish(.toolCalls),
      ])
    #expect(clock.sleeps == [.seconds(2), .seconds(2), .seconds(3), .seconds(3)])
  }

  // MARK: The scenarios that come with the documentation

  @Test func `the weather is looked up in two steps`() async throws {
    let scripted = try shipped("weather")
    let first = await scripted.outcome(of: try request("What is the weather?"))
    #expect(ReplySummary(first.events).text == "Let me look. ")
    #expect(try arguments(in: first) == [["city": "Oslo"]])
    #expect(first.events.last == .finish(.toolCalls))
    let oslo = Self.done("look", #""cold""#)
    let second = await scripted.outcome(of: try request("What is the weather?", Self.start, oslo))
    #expect(ReplySummary(second.events).text == "In Oslo it is cold. ")
    #expect(try arguments(in: second) == [["city": "Bergen"], ["city": "Tromsø"]])
    #expect(second.events.last == .finish(.toolCalls))
    let third = await scripted.outcome(
      of: try request(
        "What is the weather?", Self.start, oslo, Self.start, Self.done("b", #""wet""#),
        Self.done("t", #""dark""#)))
    #expect(ReplySummary(third.events).text == "Bergen and Tromsø:\n\nwet\ndark")
    #expect(third.events.last == .finish(.stop))
  }

  @Test func `a document is written in pieces`() async throws {
    let scripted = try shipped("document")
    let outcome = await scripted.outcome(of: try request("Please write it down"))
    let document = try #require(try arguments(in: outcome).first)
    #expect(document["title"] == "How to make tea")
    #expect(document["kind"] == "text")
    #expect(document["content"]?.stringValue?.hasSuffix("four minutes.") == true)
    #expect(outcome.events.contains(.toolCallStart(index: 0, id: "write", name: "createDocument")))
    #expect(outcome.events.last == .finish(.toolCalls))
    #expect(clock.sleeps.count > 20)
    let after = await scripted.outcome(
      of: try request("Please write it down", Self.start, Self.done("write", #"{"id":"d"}"#)))
    #expect(after.events == [.textDelta("There it is. What else?"), .finish(.stop)])
  }

  @Test func `a document is cut in the middle`() async throws {
    let outcome = try await shipped("document-cut").outcome(of: request("Please write it down"))
    #expect(outcome.failure?.kind == .cut)
    #expect(outcome.events.contains(.toolCallStart(index: 0, id: "write", name: "createDocument")))
    #expect(!outcome.events.contains(.toolCallEnd(index: 0)))
    let arguments = ReplySummary(outcome.events).calls.first?.arguments ?? ""
    let cut = try #require(PartialJSON.complete(arguments))
    #expect(cut["content"] == "# How to make tea\n\n1. Boil the wa")
  }

  private func shipped(_ name: String) throws -> ScriptedProvider {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("docs/scenarios/\(name).json").path
    return ScriptedProvider(scenario: try Scenario(file: file), clock: clock)
  }

  /// The arguments of the calls, in the order in which these began.
  private func arguments(in outcome: Outcome) throws -> [JSONValue] {
    try ReplySummary(outcome.events).calls.map { try JSONParser.parse($0.arguments) }
  }
}
