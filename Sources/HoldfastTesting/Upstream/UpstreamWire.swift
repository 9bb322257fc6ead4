import HoldfastModel

/// Writes what a model says as the bytes of an API's stream.
protocol UpstreamWire {
  /// The stream begins.
  ///
  /// - Parameter input: What was read, for APIs that say it first; `nil` to say nothing.
  mutating func begin(input: Int?) -> [UInt8]
  /// The model says more.
  mutating func text(_ delta: String) -> [UInt8]
  /// The model thinks.
  mutating func reasoning(_ delta: String) -> [UInt8]
  /// The model begins to call a tool.
  mutating func toolCall(name: String) -> [UInt8]
  /// More of the arguments of the call.
  mutating func arguments(_ delta: String) -> [UInt8]
  /// The model's own end.
  ///
  /// - Parameters:
  ///   - reason: Why, in the words of OpenAI's API; `abort` is passed on as it is.
  ///   - usage: What was read and written; `nil` to say nothing.
  mutating func finish(_ reason: String, usage: (input: Int, output: Int)?) -> [UInt8]
  /// The end of the stream behind the model's own.
  func ending() -> [UInt8]
  /// An error within the stream.
  func error(type: String) -> [UInt8]
  /// The body of an answer that is an error.
  func refusal(type: String) -> [UInt8]
}

extension UpstreamFormat {
  /// The wire of the format, on which a model answers.
  func wire(model: String) -> any UpstreamWire {
    switch self {
    case .openAI: ChatCompletionWire(model: model)
    case .anthropic: MessagesWire(model: model)
    }
  }
}
