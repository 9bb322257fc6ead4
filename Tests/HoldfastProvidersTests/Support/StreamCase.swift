import HoldfastModel
import Testing

/// A stream and what must come of it.
struct StreamCase: Sendable, CustomTestStringConvertible {
  /// How the connection ends behind the stream.
  enum Ending: Sendable { case end, close, hold }

  var name: String
  var lines: [String]
  var ending = Ending.end
  var events: [ProviderEvent] = []
  var failure: ProviderError.Kind?

  var testDescription: String { name }

  init(
    _ name: String, _ lines: [String], ending: Ending = .end, events: [ProviderEvent] = [],
    failure: ProviderError.Kind? = nil
  ) {
    self.name = name
    self.lines = lines
    self.ending = ending
    self.events = events
    self.failure = failure
  }

  /// The acts of an upstream that sends the stream in slices.
  func acts(slice: Int) -> [UpstreamAct] {
    let end: UpstreamAct =
      switch ending {
      case .end: .end
      case .close: .close
      case .hold: .awaitClose
      }
    return [.head(), .body(UpstreamAct.events(lines), slice: slice), end]
  }
}

/// A chunk with a delta, and a finish reason perhaps.
func chunk(_ delta: String, finish: String? = nil, more: String = "") -> String {
  let reason = finish.map { "\"\($0)\"" } ?? "null"
  return #"{"choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(reason)}]\#(more)}"#
}

/// A chunk with tool call deltas.
func calls(_ calls: String...) -> String { chunk("{\"tool_calls\":[\(calls.joined(separator: ","))]}") }

/// A tool call delta: members that are given are written.
func call(index: Int? = nil, id: String? = nil, name: String? = nil, _ arguments: String? = nil) -> String {
  var object = JSONObject()
  object["index"] = index.map { .number(JSONNumber($0)) }
  object["id"] = id.map { .string($0) }
  var function = JSONObject()
  function["name"] = name.map { .string($0) }
  function["arguments"] = arguments.map { .string($0) }
  object["function"] = .object(function)
  return JSONValue.object(object).text
}

let stop = chunk("{}", finish: "stop")
let toolStop = chunk("{}", finish: "tool_calls")
let done = "[DONE]"
