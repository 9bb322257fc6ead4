/// Answers a conversation: a language model behind some API.
///
/// One call of ``reply(to:onEvent:)`` is one attempt. The provider hands over what comes, in order, and returns when
/// the model's own end came; everything else is thrown. It does not retry, and it shows nothing to anybody.
public protocol ModelProvider: Sendable {
  /// What it is called in logs, status and metrics: a short name from configuration, never a key or an address.
  var name: String { get }
  /// The model it asks, as configured.
  var model: String { get }
  /// How the model is asked to go on with a reply that another attempt began, as configured.
  var continuation: ContinuationMode { get }

  /// Asks the model once.
  ///
  /// `onEvent` suspends while the reader of events is busy: that is the back-pressure towards the provider. When the
  /// call is cancelled, the request to the model is given up.
  ///
  /// - Parameters:
  ///   - request: The conversation so far.
  ///   - onEvent: Takes each event.
  /// - Throws: ``ProviderError``; `CancellationError`; whatever `onEvent` throws.
  func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws
}

extension ModelProvider {
  /// A model that cannot be asked to go on.
  public var continuation: ContinuationMode { .none }
}
