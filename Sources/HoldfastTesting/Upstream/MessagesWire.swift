import HoldfastModel

/// The stream of Anthropic's Messages API ("Streaming messages").
struct MessagesWire: UpstreamWire {
  let model: String
  private var block: (index: Int, kind: String)?

  init(model: String) { self.model = model }

  func begin(input: Int?) -> [UInt8] {
    var message: JSONObject = [
      "id": "reply", "type": "message", "role": "assistant", "model": .string(model), "content": [],
      "stop_reason": .null,
    ]
    message["usage"] = input.map { ["input_tokens": .number(JSONNumber($0)), "output_tokens": 1] }
    return event(["type": "message_start", "message": .object(message)]) + event(["type": "ping"])
  }

  mutating func text(_ delta: String) -> [UInt8] {
    open("text", ["type": "text", "text": ""]) + self.delta(["type": "text_delta", "text": .string(delta)])
  }

  mutating func reasoning(_ delta: String) -> [UInt8] {
    open("thinking", ["type": "thinking", "thinking": ""])
      + self.delta(["type": "thinking_delta", "thinking": .string(delta)])
  }

  mutating func toolCall(name: String) -> [UInt8] {
    close() + open("tool_use", ["type": "tool_use", "id": "call_1", "name": .string(name), "input": [:]])
  }

  mutating func arguments(_ delta: String) -> [UInt8] {
    self.delta(["type": "input_json_delta", "partial_json": .string(delta)])
  }

  mutating func finish(_ reason: String, usage: (input: Int, output: Int)?) -> [UInt8] {
    let reasons = ["stop": "end_turn", "tool_calls": "tool_use", "length": "max_tokens"]
    var event: JSONObject = [
      "type": "message_delta", "delta": ["stop_reason": .string(reasons[reason] ?? reason)],
    ]
    event["usage"] = usage.map { ["output_tokens": .number(JSONNumber($0.output))] }
    return close() + self.event(.object(event)) + self.event(["type": "message_stop"])
  }

  func ending() -> [UInt8] { [] }
  func error(type: String) -> [UInt8] { event(body(type)) }
  func refusal(type: String) -> [UInt8] { Array(body(type).text.utf8) }

  private func body(_ type: String) -> JSONValue {
    ["type": "error", "error": ["type": .string(type), "message": "as the scenario wants it"]]
  }

  private mutating func open(_ kind: String, _ content: JSONValue) -> [UInt8] {
    if block?.kind == kind { return [] }
    let before = close()
    block = ((block?.index ?? -1) + 1, kind)
    return before
      + event(["type": "content_block_start", "index": index, "content_block": content])
  }

  private mutating func close() -> [UInt8] {
    guard let block, !block.kind.isEmpty else { return [] }
    self.block = (block.index, "")
    return event(["type": "content_block_stop", "index": index])
  }

  private var index: JSONValue { .number(JSONNumber(block?.index ?? 0)) }

  private func delta(_ delta: JSONValue) -> [UInt8] {
    event(["type": "content_block_delta", "index": index, "delta": delta])
  }

  private func event(_ json: JSONValue) -> [UInt8] {
    Array("event: \(json["type"]?.stringValue ?? "")\ndata: \(json.text)\n\n".utf8)
  }
}
