import FoundationEssentials
import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct ScenarioDecodingTests {
  @Test func `every kind of step is read`() throws {
    let text = #"""
      {"replies":[{"match":"weather","times":2,"afterSteps":1,"steps":[
        {"text":"Hello"},{"delay":0.05},{"reasoning":"r{n} ","repeat":5,"every":0.01},
        {"text":"w{n} ","repeat":200,"every":0.02},
        {"tool":{"id":"call_1","name":"weather","input":{"city":"Oslo"}}},
        {"tool":{"id":"call_1","name":"weather","input":1,"pieceLength":7,"every":0.5}},
        {"toolDelta":{"id":"call_2","name":"weather","fragments":["{\"ci","ty\":1"]}},
        {"toolDelta":{"id":"call_2","name":"weather","fragments":[],"every":2}},
        {"data":{"name":"chart","id":"c1","value":{},"transient":false}},
        {"data":{"name":"bare","value":1}},
        {"source":{"url":"https://a.test","title":"A"}},{"source":{"url":"https://b.test"}},
        {"usage":{"inputTokens":3,"outputTokens":5}},{"model":"scripted-1"},
        {"fail":{"kind":"overload","message":"busy","status":429}},{"fail":{"kind":"cut"}},{"finish":"tool-calls"}]},
        {"steps":[]}]}
      """#
    let steps: [Scenario.Step] = [
      .text("Hello"), .delay(.milliseconds(50)), .reasoning("r{n} ", repeat: 5, every: .milliseconds(10)),
      .text("w{n} ", repeat: 200, every: .milliseconds(20)),
      .tool(id: "call_1", name: "weather", input: ["city": "Oslo"]),
      .tool(id: "call_1", name: "weather", input: 1, pieceLength: 7, every: .milliseconds(500)),
      .toolDelta(id: "call_2", name: "weather", fragments: [#"{"ci"#, #"ty":1"#]),
      .toolDelta(id: "call_2", name: "weather", fragments: [], every: .seconds(2)),
      .data(name: "chart", value: [:], id: "c1"), .data(name: "bare", value: 1),
      .source(url: "https://a.test", title: "A"), .source(url: "https://b.test"),
      .usage(Usage(inputTokens: 3, outputTokens: 5)), .model("scripted-1"),
      .fail(ProviderError(.overload, detail: "busy", status: 429)),
      .fail(ProviderError(.cut, detail: "scripted failure")), .finish(.toolCalls),
    ]
    let expected = Scenario(replies: [
      Scenario.Reply(match: "weather", times: 2, afterSteps: 1, steps: steps), Scenario.Reply(steps: []),
    ])
    #expect(try Scenario(json: Array(text.utf8)) == expected)
  }

  static let faults: [(json: String, fault: String)] = [
    ("{", "scenario: not valid JSON: unexpectedEnd at byte 1"),
    ("[]", "scenario: expected an object, found an array"),
    ("{}", #"scenario: "replies" is missing"#),
    (#"{"reply":[]}"#, #"scenario: unknown name "reply""#),
    (#"{"replies":{}}"#, "replies: expected an array, found an object"),
    (#"{"replies":["a"]}"#, "replies[0]: expected an object, found a string"),
    (#"{"replies":[{}]}"#, #"replies[0]: "steps" is missing"#),
    (#"{"replies":[{"steps":[],"match":1}]}"#, "replies[0].match: expected a string, found the number 1"),
    (
      #"{"replies":[{"steps":[],"times":-1}]}"#,
      "replies[0].times: expected a whole number, 0 or more, found the number -1"
    ),
    (
      #"{"replies":[{"steps":[],"afterSteps":"1"}]}"#,
      "replies[0].afterSteps: expected a whole number, 0 or more, found a string"
    ),
    (#"{"replies":[{"steps":[],"when":1}]}"#, #"replies[0]: unknown name "when""#),
  ]

  static let stepFaults: [(json: String, fault: String)] = [
    (#"{"txt":"a"}"#, #": unknown step "txt""#),
    ("{}", ": a step that does nothing"),
    (#"{"repeat":2}"#, ": a step that does nothing"),
    ("1", ": expected an object, found the number 1"),
    (#"{"text":1}"#, ".text: expected a string, found the number 1"),
    (#"{"text":"a","finish":"stop"}"#, #": unknown name "finish""#),
    (#"{"text":"a","repeat":1.5}"#, ".repeat: expected a whole number, 0 or more, found the number 1.5"),
    (#"{"text":"a","every":"1"}"#, ".every: expected a number of seconds, 0 or more, found a string"),
    (#"{"delay":-1}"#, ".delay: expected a number of seconds, 0 or more, found the number -1"),
    (#"{"delay":1e400}"#, ".delay: expected a number of seconds, 0 or more, found the number 1e400"),
    (#"{"delay":1,"repeat":2}"#, #": unknown name "repeat""#),
    (#"{"tool":{"id":"a","name":"f"}}"#, #".tool: "input" is missing"#),
    (#"{"tool":{"id":"a","name":"f","input":{},"output":1}}"#, #".tool: unknown name "output""#),
    (
      #"{"tool":{"id":"a","name":"f","input":{},"pieceLength":0}}"#,
      ".tool: a piece is one character long or more"
    ),
    (
      #"{"toolDelta":{"id":"a","name":"f","fragments":["x",2]}}"#,
      ".toolDelta.fragments[1]: expected a string, found the number 2"
    ),
    (
      #"{"data":{"name":"x","value":1,"transient":"no"}}"#,
      ".data.transient: expected true or false, found a string"
    ),
    (
      #"{"fail":{"kind":"bang"}}"#,
      #".fail.kind: "bang" is none of overload, transport, server, malformed, configuration, refused, cut, stall, limit"#
    ),
    (
      #"{"finish":"end"}"#,
      #".finish: "end" is none of stop, length, content-filter, refusal, tool-calls, error, other"#
    ),
  ]

  @Test(arguments: faults) func `what is wrong is told with its place`(_ json: String, _ fault: String) {
    #expect(self.fault(of: json) == fault)
  }

  @Test(arguments: stepFaults) func `what is wrong with a step is told with its place`(
    _ json: String, _ fault: String
  ) {
    let scenario = #"{"replies":[{"steps":[{"text":"a"},\#(json)]}]}"#
    #expect(self.fault(of: scenario) == "replies[0].steps[1]" + fault)
  }

  @Test func `a scenario is read from a file`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "scenario-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: url) }  // left behind, it harms nobody
    try Data(#"{"replies":[{"steps":[{"finish":"stop"}]}]}"#.utf8).write(to: url)
    #expect(
      try Scenario(file: url.path) == Scenario(replies: [Scenario.Reply(steps: [.finish(.stop)])]))
    #expect(throws: ScenarioError(place: "/no/such/file", problem: "the file cannot be read")) {
      try Scenario(file: "/no/such/file")
    }
  }

  private func fault(of json: String) -> String? {
    do {
      _ = try Scenario(json: Array(json.utf8))
      return nil
    } catch {
      return error.description
    }
  }
}
