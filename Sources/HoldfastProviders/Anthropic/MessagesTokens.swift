import HoldfastModel

/// The counts of tokens that a streamed message tells, each of them for the whole message so far.
///
/// Later events repeat some of them only. What is read from a cache, or written to it, is input too:
/// `input_tokens` leaves it out (Claude API documentation, "Prompt caching").
struct MessagesTokens: Sendable, Hashable {
  /// What was written; `nil` when nothing is said of it.
  private(set) var output: Int?

  private var inputs: [String: Int] = [:]

  /// What was read; `nil` when nothing is said of it.
  var input: Int? {
    inputs.isEmpty
      ? nil
      : inputs.values.reduce(0) { sum, count in
        let (more, isTooMuch) = sum.addingReportingOverflow(count)
        return isTooMuch ? .max : more
      }
  }

  /// Takes the member `usage` of an event.
  mutating func take(_ usage: JSONValue?) {
    for name in ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"] {
      if let count = usage?[name]?.tokenCount { inputs[name] = count }
    }
    output = usage?["output_tokens"]?.tokenCount ?? output
  }
}
