import HoldfastModel

extension FinishReason {
  /// Reads a `finish_reason` (OpenAI API reference; `model_length` and `error` are Mistral's,
  /// `insufficient_system_resource` is DeepSeek's).
  ///
  /// - Throws: ``HoldfastModel/ProviderError`` when it says that the model was cut short by a fault.
  init(chatCompletion reason: String) throws(ProviderError) {
    try AbortedEnd.check(reason)
    switch reason {
    case "stop": self = .stop
    case "length", "model_length": self = .length
    case "content_filter": self = .contentFilter
    case "refusal": self = .refusal  // Anthropic's word, where a gateway passes it on
    case "tool_calls", "function_call": self = .toolCalls
    case "error": throw ProviderError(.server, detail: "the model ended with finish reason error")
    case "insufficient_system_resource":
      throw ProviderError(.overload, detail: "the model ended with finish reason \(reason)")
    default: self = .other
    }
  }
}

extension Usage {
  /// Reads the usage of a chunk; `nil` when it has none.
  ///
  /// Groq used to send it in `x_groq` only. Some count thinking only in the total (xAI, Google), so what the total
  /// has above the rest is output too.
  init?(chunk: JSONValue) {
    guard let usage = chunk["usage"].flatMap({ $0.objectValue }) ?? chunk["x_groq"]?["usage"]?.objectValue
    else { return nil }
    let input = usage["prompt_tokens"]?.tokenCount
    var output = usage["completion_tokens"]?.tokenCount
    if let input, let completion = output, let total = usage["total_tokens"]?.tokenCount {
      output = max(completion, total - input)
    }
    guard input != nil || output != nil else { return nil }
    self.init(inputTokens: input, outputTokens: output)
  }
}
