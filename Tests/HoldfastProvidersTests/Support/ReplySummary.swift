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
}
