import HoldfastModel

/// Reads the events of one API's streams.
protocol ReplyDecoder: Sendable {
  /// What a stream lacks that ends without the model's own end.
  static var missingEnd: String { get }

  /// Whether the model's own end has come.
  var hasFinish: Bool { get }
  /// Whether the stream has said that nothing more comes.
  var isDone: Bool { get }

  /// Takes the data of an event, which are not empty; what came before a fault is in the events all the same.
  mutating func decode(
    _ data: Substring, isError: Bool, into events: inout [ProviderEvent]
  ) throws(ProviderError)

  /// The events of the model's own end, which must have come.
  mutating func finish() -> [ProviderEvent]
}
