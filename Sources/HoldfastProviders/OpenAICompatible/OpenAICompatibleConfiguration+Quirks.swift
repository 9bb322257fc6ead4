extension OpenAICompatibleConfiguration {
  /// How a server is told that the assistant's message at the end is to be gone on with.
  ///
  /// OpenAI's own API has no such thing, and takes the message for a whole one.
  public enum Prefill: String, Sendable, Hashable, CaseIterable {
    /// By the message alone: OpenRouter, and llama.cpp's server.
    ///
    /// The latter unless it runs with `--no-prefill-assistant`.
    case plain
    /// By `continue_final_message` and `add_generation_prompt` beside the messages: vLLM, SGLang, llama.cpp.
    case continueFinalMessage = "continue-final-message"
    /// By `prefix` in the message: Mistral, and DeepSeek under its address for beta features.
    case prefix
  }

  /// The member that bounds what the model writes.
  public enum TokenLimit: String, Sendable, Hashable, CaseIterable {
    /// What every server but OpenAI's takes; OpenAI's models that think refuse it.
    case maxTokens = "max_tokens"
    /// OpenAI's newer name; a server that does not know it may leave the reply without any bound.
    case maxCompletionTokens = "max_completion_tokens"
  }
}
