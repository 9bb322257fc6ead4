package import HoldfastModel

/// A call of a provider, as the provider sees it.
package struct ProviderCall: Sendable, Hashable {
  /// Names the call.
  package var number: Int
  /// Which process calls.
  package var process: String
  /// The name of the provider.
  package var provider: String
  /// The model that is asked.
  package var model: String
  /// The message that is answered.
  package var message: MessageID
  /// Which step of the reply it is: how many the message that the model is shown has had.
  package var step: Int
  /// What the reply said in its earlier steps, where that is known.
  package var said: String?
  /// What the model may have done, by name.
  package var tools: [String]
  /// What the reply has said so far, when the model is to go on with it.
  package var continuing: ModelRequest.Continuation?

  /// The name of the target.
  package var target: String { "\(provider)/\(model)" }
}
