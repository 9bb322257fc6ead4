/// A model of a provider as chains name it, such as `openai/gpt-5`.
public struct ModelName: Sendable, Hashable, CustomStringConvertible {
  /// The name of the provider.
  public var provider: String
  /// The name of the model, with which its provider knows it.
  public var model: String

  /// Makes a name.
  public init(provider: String, model: String) {
    self.provider = provider
    self.model = model
  }

  /// Reads a name: everything behind the first slash is the model.
  ///
  /// `nil` when one of the two is missing, or has white space or control characters.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) })
    else { return nil }
    self.init(provider: String(parts[0]), model: String(parts[1]))
  }

  /// Provider and model with a slash between them.
  public var description: String { "\(provider)/\(model)" }
}
