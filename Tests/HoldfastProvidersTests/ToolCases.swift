import HoldfastModel

extension StreamCase {
  /// Tool calls in all the forms they come in.
  static let toolCalls: [StreamCase] = [
    StreamCase(
      "a call in deltas",
      [
        calls(call(index: 0, id: "a", name: "f", "")), calls(call(index: 0, #"{"x":"#)),
        calls(call(index: 0, "1}")), toolStop, done,
      ],
      events: [start(0, "a", "f"), more(0, #"{"x":"#), more(0, "1}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "an id that is empty in later deltas",
      [calls(call(index: 0, id: "a", name: "f", "{")), calls(call(index: 0, id: "", "}")), toolStop, done],
      events: [start(0, "a", "f"), more(0, "{"), more(0, "}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "id and name repeated in each delta",
      [
        calls(call(index: 0, id: "a", name: "f", "")), calls(call(index: 0, id: "a", name: "f", "{")),
        calls(call(index: 0, id: "a", name: "f", "}")), calls(call(index: 0, id: "a", name: "f", "")),
        toolStop, done,
      ],
      events: [start(0, "a", "f"), more(0, "{"), more(0, "}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "another id in each delta",
      [calls(call(index: 0, id: "a", name: "f", "{")), calls(call(index: 0, id: "b", "}")), toolStop, done],
      events: [start(0, "a", "f"), more(0, "{"), more(0, "}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "numbers that begin at 1",
      [calls(call(index: 1, id: "a", name: "f", "{}")), toolStop, done],
      events: [start(0, "a", "f"), more(0, "{}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "two calls, one after the other",
      [
        calls(call(index: 0, id: "a", name: "f", "{}")), calls(call(index: 1, id: "b", name: "g", "{")),
        calls(call(index: 1, "}")), toolStop, done,
      ],
      events: [
        start(0, "a", "f"), more(0, "{}"), end(0), start(1, "b", "g"), more(1, "{"), more(1, "}"), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "two whole calls in one delta, and the finish with them",
      [
        chunk(
          "{\"tool_calls\":[\(call(index: 0, id: "a", name: "f", "{}")),\(call(index: 1, id: "b", name: "f", "{}"))]}",
          finish: "tool_calls"), done,
      ],
      events: [
        start(0, "a", "f"), more(0, "{}"), end(0), start(1, "b", "f"), more(1, "{}"), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "two calls side by side",
      [
        calls(call(index: 0, id: "a", name: "f", ""), call(index: 1, id: "b", name: "g", "")),
        calls(call(index: 0, "{"), call(index: 1, "{")), calls(call(index: 0, "}")),
        calls(call(index: 1, "}")),
        toolStop, done,
      ],
      events: [
        start(0, "a", "f"), start(1, "b", "g"), more(0, "{"), more(1, "{"), more(0, "}"), more(1, "}"),
        end(0),
        end(1), .finish(.toolCalls),
      ]),
    StreamCase(
      "whole calls without numbers",
      [
        calls(call(id: "a", name: "f", "{}"), call(id: "b", name: "f", #"{"x":1}"#)), toolStop, done,
      ],
      events: [
        start(0, "a", "f"), more(0, "{}"), end(0), start(1, "b", "f"), more(1, #"{"x":1}"#), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "whole calls that share number 0",
      [
        calls(call(index: 0, id: "a", name: "f", "{}")), calls(call(index: 0, id: "b", name: "g", "{}")),
        toolStop, done,
      ],
      events: [
        start(0, "a", "f"), more(0, "{}"), end(0), start(1, "b", "g"), more(1, "{}"), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "whole calls of one tool without numbers and ids",
      [calls(call(name: "f", "{}"), call(name: "f", "{}")), toolStop, done],
      events: [
        start(0, "", "f"), more(0, "{}"), end(0), start(1, "", "f"), more(1, "{}"), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "whole calls with the same id",
      [
        calls(call(index: 0, id: "a", name: "f", "{}"), call(index: 1, id: "a", name: "f", "{}")), toolStop,
        done,
      ],
      events: [
        start(0, "a", "f"), more(0, "{}"), end(0), start(1, "a", "f"), more(1, "{}"), end(1),
        .finish(.toolCalls),
      ]),
    StreamCase(
      "deltas without numbers",
      [calls(call(id: "a", name: "f", "")), calls(call("{")), calls(call("}")), toolStop, done],
      events: [start(0, "a", "f"), more(0, "{"), more(0, "}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "an id first, then the name",
      [calls(call(index: 0, id: "a")), calls(call(index: 0, name: "f", "{}")), toolStop, done],
      events: [start(0, "a", "f"), more(0, "{}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "a call without arguments",
      [calls(call(index: 0, id: "a", name: "f")), toolStop, done],
      events: [start(0, "a", "f"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "arguments that are an object",
      [calls(#"{"index":0,"id":"a","function":{"name":"f","arguments":{"x":1}}}"#), toolStop, done],
      events: [start(0, "a", "f"), more(0, #"{"x":1}"#), end(0), .finish(.toolCalls)]),
    StreamCase(
      "braces and quotes within strings",
      [
        calls(call(index: 0, id: "a", name: "f", #"{"x":"}\"}"#)),
        calls(call(index: 1, id: "b", name: "g", "{}")),
        calls(call(index: 0, #""}"#)), toolStop, done,
      ],
      events: [
        start(0, "a", "f"), more(0, #"{"x":"}\"}"#), start(1, "b", "g"), more(1, "{}"), more(0, #""}"#),
        end(0),
        end(1), .finish(.toolCalls),
      ]),
    StreamCase(
      "text before a call",
      [chunk(#"{"content":"Wait."}"#), calls(call(index: 0, id: "a", name: "f", "{}")), toolStop, done],
      events: [.textDelta("Wait."), start(0, "a", "f"), more(0, "{}"), end(0), .finish(.toolCalls)]),
    StreamCase(
      "a call cut in its arguments", [calls(call(index: 0, id: "a", name: "f", #"{"x"#))],
      events: [start(0, "a", "f"), more(0, #"{"x"#)], failure: .cut),
    StreamCase(
      "arguments of a call without a name", [calls(call(index: 0, id: "a", "{}")), toolStop],
      failure: .malformed),
    StreamCase(
      "a call without a name", [calls(call(index: 0, id: "a")), toolStop], failure: .malformed),
    StreamCase(
      "arguments behind a complete call",
      [
        calls(call(index: 0, id: "a", name: "f", "{}")), calls(call(index: 1, id: "b", name: "g", "{}")),
        calls(call(index: 0, " ")), calls(call(index: 0, "{}")), toolStop,
      ],
      events: [start(0, "a", "f"), more(0, "{}"), end(0), start(1, "b", "g"), more(1, "{}")],
      failure: .malformed),
  ]

  private static func start(_ index: Int, _ id: String, _ name: String) -> ProviderEvent {
    .toolCallStart(index: index, id: id, name: name)
  }

  private static func more(_ index: Int, _ arguments: String) -> ProviderEvent {
    .toolCallDelta(index: index, argumentsDelta: arguments)
  }

  private static func end(_ index: Int) -> ProviderEvent { .toolCallEnd(index: index) }
}
