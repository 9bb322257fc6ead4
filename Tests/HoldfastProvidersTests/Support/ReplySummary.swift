import HoldfastModel

/// What a reply amounts to, however it was cut into pieces.
struct ReplySummary: Equatable {
  struct Call: Equatable {
    var id = ""
    var name = ""
    var arguments = ""
  }

  var models: [String] = []
  var text = ""
  var reasoning = ""
  var calls: [Call] = []
  var inputTokens: Int?
  var outputTokens: Int?
  var finish: String?
  /// The kinds of content in the order in which they began, without repetition.
  var order: [String] = []

  mutating func note(_ kind: String) {
    if order.last != kind { order.append(kind) }
  }
}

extension ReplySummary {
  /// Adds up the events of a provider.
  init(_ events: [ProviderEvent]) {
    for event in events {
      switch event {
      case .model(let name): models.append(name)
      case .textDelta(let delta):
        text += delta
        note("text")
      case .reasoningDelta(let delta):
        reasoning += delta
        note("reasoning")
      case .toolCallStart(let index, let id, let name):
        precondition(index == calls.count)
        calls.append(Call(id: id, name: name))
        note("call \(index)")
      case .toolCallDelta(let index, let delta): calls[index].arguments += delta
      case .toolCallEnd(let index): note("end \(index)")
      case .usage(let usage): (inputTokens, outputTokens) = (usage.inputTokens, usage.outputTokens)
      case .finish(let reason):
        precondition(finish == nil)
        finish = reason.rawValue
        note("finish")
      case .source, .file, .data: break
      }
    }
  }

  /// Adds up a recording.
  init(_ recording: Recording) {
    switch recording.api {
    case .chat: self.init(chunks: recording.chunks)
    case .messages: self.init(messages: recording.chunks)
    }
  }

  /// Adds up recorded chunks, by what the recorded providers are known to send and nothing else.
  init(chunks: [JSONValue]) {
    var places: [Int] = []
    for chunk in chunks {
      if let model = chunk["model"]?.stringValue, model != "", models.last != model { models.append(model) }
      if let usage = chunk["usage"], !usage.isNull {
        inputTokens = usage["prompt_tokens"]?.intValue
        outputTokens = (usage["total_tokens"]?.intValue ?? 0) - (inputTokens ?? 0)
      }
      guard let choice = chunk["choices"]?.arrayValue?.first, let delta = choice["delta"] else { continue }
      if let more = delta["reasoning_content"]?.stringValue, more != "" {
        reasoning += more
        note("reasoning")
      }
      if let more = delta["content"]?.stringValue, more != "" {
        text += more
        note("text")
      }
      for call in delta["tool_calls"]?.arrayValue ?? [] {
        let index = call["index"]?.intValue ?? 0
        if !places.contains(index) {
          places.append(index)
          note("call \(calls.count)")
          calls.append(
            Call(id: call["id"]?.stringValue ?? "", name: call["function"]?["name"]?.stringValue ?? ""))
        }
        calls[calls.count - 1].arguments += call["function"]?["arguments"]?.stringValue ?? ""
      }
      if let reason = choice["finish_reason"]?.stringValue {
        if !calls.isEmpty { note("end \(calls.count - 1)") }
        finish = reason == "tool_calls" ? "tool-calls" : reason
      }
    }
    note("finish")
  }

  /// Adds up the recorded events of a message, by what the recordings are known to hold and nothing else.
  init(messages events: [JSONValue]) {
    for event in events {
      let (block, delta) = (event["content_block"], event["delta"])
      if let model = event["message"]?["model"]?.stringValue, models.isEmpty { models = [model] }
      inputTokens = (event["message"]?["usage"] ?? event["usage"])?["input_tokens"]?.intValue ?? inputTokens
      outputTokens = event["usage"]?["output_tokens"]?.intValue ?? outputTokens
      if let more = delta?["thinking"]?.stringValue, more != "" {
        reasoning += more
        note("reasoning")
      }
      if let more = delta?["text"]?.stringValue, more != "" {
        text += more
        note("text")
      }
      if block?["type"] == "tool_use" {
        note("call \(calls.count)")
        calls.append(Call(id: block?["id"]?.stringValue ?? "", name: block?["name"]?.stringValue ?? ""))
      }
      if let more = delta?["partial_json"]?.stringValue { calls[calls.count - 1].arguments += more }
      if event["type"] == "content_block_stop", order.last?.hasPrefix("call") == true {
        note("end \(calls.count - 1)")
      }
      if let reason = delta?["stop_reason"]?.stringValue {
        finish = ["end_turn": "stop", "tool_use": "tool-calls"][reason] ?? reason
      }
    }
    note("finish")
  }
}
