import HoldfastModel

/// The stream of OpenAI's Chat Completions API ("The chat completion chunk object").
struct ChatCompletionWire: UpstreamWire {
  let model: String

  func begin(input: Int?) -> [UInt8] { chunk(delta: ["role": "assistant", "content": ""]) }
  func text(_ delta: String) -> [UInt8] { chunk(delta: ["content": .string(delta)]) }
  func reasoning(_ delta: String) -> [UInt8] { chunk(delta: ["reasoning_content": .string(delta)]) }

  func toolCall(name: String) -> [UInt8] {
    let function: JSONValue = ["name": .string(name), "arguments": ""]
    return chunk(delta: [
      "tool_calls": [["index": 0, "id": "call_1", "type": "function", "function": function]]
    ])
  }

  func arguments(_ delta: String) -> [UInt8] {
    chunk(delta: ["tool_calls": [["index": 0, "function": ["arguments": .string(delta)]]]])
  }

  func finish(_ reason: String, usage: (input: Int, output: Int)?) -> [UInt8] {
    let end = chunk(delta: [:], finish: .string(reason))
    guard let usage else { return end }
    let counts: JSONValue = [
      "prompt_tokens": .number(JSONNumber(usage.input)),
      "completion_tokens": .number(JSONNumber(usage.output)),
      "total_tokens": .number(JSONNumber(usage.input + usage.output)),
    ]
    return end + event(["id": "reply", "model": .string(model), "choices": [], "usage": counts])
  }

  func ending() -> [UInt8] { Array("data: [DONE]\n\n".utf8) }
  func error(type: String) -> [UInt8] { event(body(type)) }
  func refusal(type: String) -> [UInt8] { Array(body(type).text.utf8) }

  private func body(_ type: String) -> JSONValue {
    ["error": ["message": "as the scenario wants it", "type": .string(type), "param": .null, "code": .null]]
  }

  private func chunk(delta: JSONValue, finish: JSONValue = .null) -> [UInt8] {
    event([
      "id": "reply", "object": "chat.completion.chunk", "model": .string(model),
      "choices": [["index": 0, "delta": delta, "finish_reason": finish]],
    ])
  }

  private func event(_ json: JSONValue) -> [UInt8] { Array("data: \(json.text)\n\n".utf8) }
}
