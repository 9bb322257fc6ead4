/// A part while its chunks come in.
enum AssembledPart: Sendable {
  case text(AssembledText)
  case tool(AssembledTool)
  /// A part that came in one piece.
  case whole(JSONObject)

  var part: MessagePart {
    switch self {
    case .text(let text): MessagePart(unchecked: text.json)
    case .tool(let tool): MessagePart(unchecked: tool.json)
    case .whole(let json): MessagePart(unchecked: json)
    }
  }

  func isWhole(type: String, id: String) -> Bool {
    guard case .whole(let json) = self else { return false }
    return json["type"]?.stringValue == type && json["id"]?.stringValue == id
  }

  var isStepStart: Bool {
    if case .whole(let json) = self { json["type"] == "step-start" } else { false }
  }

  /// Whether a tool call has its answer; `nil` when the part is no tool call.
  var isSettledTool: Bool? {
    if case .tool(let tool) = self { tool.isSettled } else { nil }
  }

  /// Changes the text in place: the payload is taken out first, so that appending copies nothing.
  mutating func changeText(_ change: (inout AssembledText) -> Void) {
    guard case .text(var text) = self else { return }
    self = .whole(JSONObject())
    change(&text)
    self = .text(text)
  }

  mutating func changeTool(_ change: (inout AssembledTool) -> Void) {
    guard case .tool(var tool) = self else { return }
    self = .whole(JSONObject())
    change(&tool)
    self = .tool(tool)
  }
}

/// A text or reasoning part while its chunks come in.
struct AssembledText: Sendable {
  var kind: Chunk.TextKind
  var text = ""
  var isDone = false
  var providerMetadata: JSONValue?

  var json: JSONObject {
    var json: JSONObject = [
      "type": .string(kind.rawValue), "text": .string(text), "state": isDone ? "done" : "streaming",
    ]
    json["providerMetadata"] = providerMetadata
    return json
  }
}

/// A tool part while its chunks come in.
struct AssembledTool: Sendable {
  /// The states of the AI SDK's tool part.
  enum State: String, Sendable {
    case inputStreaming = "input-streaming"
    case inputAvailable = "input-available"
    case approvalRequested = "approval-requested"
    case outputAvailable = "output-available"
    case outputError = "output-error"
    case outputDenied = "output-denied"
  }

  var call: Chunk.ToolCall
  var state = State.inputStreaming
  var inputText = ""
  var input: JSONValue?
  var rawInput: JSONValue?
  var output: JSONValue?
  var preliminary = false
  var errorText: String?
  var approvalID: String?
  var providerMetadata: JSONValue?

  var isSettled: Bool {
    switch state {
    case .outputAvailable, .outputError, .outputDenied: true
    case .inputStreaming, .inputAvailable, .approvalRequested: false
    }
  }

  var json: JSONObject {
    var json: JSONObject = ["type": .string(call.dynamic ? "dynamic-tool" : "tool-\(call.toolName)")]
    if call.dynamic { json["toolName"] = .string(call.toolName) }
    json["toolCallId"] = .string(call.toolCallID)
    json["state"] = .string(state.rawValue)
    json["input"] = state == .inputStreaming ? PartialJSON.complete(inputText) : input
    json["rawInput"] = rawInput
    json["output"] = output
    if preliminary { json["preliminary"] = true }
    json["errorText"] = errorText.map { .string($0) }
    if call.providerExecuted { json["providerExecuted"] = true }
    if let approvalID { json["approval"] = ["id": .string(approvalID)] }
    json["title"] = call.title.map { .string($0) }
    json["callProviderMetadata"] = providerMetadata
    return json
  }
}
